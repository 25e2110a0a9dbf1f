//! Two sides that are learned from and aligned again and again: what each says by itself, above all
//! to the encoder, is gathered once.

use sverka_encoder::Model;

use super::Parts;
use crate::evidence::{Evidence, SideEvidence};
use crate::glossary::Glossary;
use crate::{Alignment, Languages, Parameters, Side, alignment};

/// Two sides and what each says by itself.
pub struct Prepared<'a> {
    source: Side<'a>,
    target: Side<'a>,
    /// Nothing where a side has no sentence.
    evidence: Option<[SideEvidence; 2]>,
}

impl<'a> Prepared<'a> {
    /// Asks the encoder about two sides, Russian and English.
    pub fn new(source: Side<'a>, target: Side<'a>, model: &Model) -> Prepared<'a> {
        let nothing = source.sentences.is_empty() || target.sentences.is_empty();
        let evidence = (!nothing).then(|| {
            let languages = Languages::default();
            SideEvidence::both([source, target], languages, model, &Glossary::default())
        });
        Prepared {
            source,
            target,
            evidence,
        }
    }

    /// Aligns the sides as [`align_with`](crate::align_with) does, with parameters that were learned
    /// from these parts.
    pub fn align(&self, parameters: &Parameters, parts: Parts) -> Alignment {
        let evidence = self.evidence(parts);
        alignment(self.source, self.target, evidence, parameters, &[])
    }

    /// The source side.
    pub fn source(&self) -> Side<'a> {
        self.source
    }

    /// The target side.
    pub fn target(&self) -> Side<'a> {
        self.target
    }

    /// What the sides say together, less what is switched off.
    pub(crate) fn evidence(&self, parts: Parts) -> Option<Evidence> {
        let [source, target] = self.evidence.clone()?;
        Some(Evidence::of(source.keep(parts), target.keep(parts)))
    }
}

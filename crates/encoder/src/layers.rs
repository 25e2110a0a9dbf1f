//! The network's layers as the weight file holds them.

use crate::ModelError;
use crate::format::Numbers;
use crate::matrix::Matrix;

/// Width of an embedding and of an output.
pub(crate) const DIMENSIONS: usize = 512;
/// Width of one branch of the network.
pub(crate) const BRANCH: usize = 256;
/// The n-gram branches: how many tokens a window holds, and how many of them stand before the
/// token it belongs to (`_ORDERS` of the reference).
pub(crate) const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Tokens in the widest window.
pub(crate) const WIDEST: usize = 5;
/// Tokens by which the widest window reaches out to either side.
pub(crate) const REACH: usize = 2;
/// Width of a token's features: its embedding and the three branches.
pub(crate) const FEATURES: usize = DIMENSIONS + ORDERS.len() * BRANCH;
/// Width of the inner layers of the output network.
pub(crate) const HIDDEN: usize = 320;

/// Gain and bias of a layer normalisation.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    pub(crate) gain: Vec<f32>,
    pub(crate) bias: Vec<f32>,
    /// Added to the variance.
    pub(crate) epsilon: f32,
}

/// The two residual convolutions of one n-gram order.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    /// Tokens in a window.
    pub(crate) order: usize,
    /// Tokens of a window before the one that it belongs to.
    pub(crate) left: usize,
    /// Height [`BRANCH`]; the products for each position of the window lie side by side, because
    /// they depend on the piece alone.
    pub(crate) first: Matrix,
    pub(crate) first_bias: Vec<f32>,
    /// Height `order` × [`BRANCH`]: a whole window at once.
    pub(crate) second: Matrix,
    pub(crate) second_bias: Vec<f32>,
}

/// All layers.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    /// The projections of the three branches side by side, as the reference applies them.
    pub(crate) projection: Matrix,
    pub(crate) projection_bias: Vec<f32>,
    pub(crate) projection_norm: Norm,
    pub(crate) branches: Vec<Branch>,
    pub(crate) norm: Norm,
    pub(crate) output: Matrix,
    pub(crate) output_bias: Vec<f32>,
    /// The output network (`d0`…`d3` and the shortcuts `p1` and `p3` of the reference).
    pub(crate) inner_1: Matrix,
    pub(crate) outer_1: Matrix,
    pub(crate) shortcut_1: Matrix,
    pub(crate) inner_2: Matrix,
    pub(crate) outer_2: Matrix,
    pub(crate) shortcut_2: Matrix,
    pub(crate) epsilon: f32,
}

/// A matrix as the file holds it: multiples of one step.
struct Stored<'a> {
    width: usize,
    step: f32,
    zero: u32,
    bytes: &'a [u8],
}

impl Stored<'_> {
    fn element(&self, row: usize, column: usize) -> f32 {
        let multiple = i32::from(self.bytes[row * self.width + column]) - self.zero as i32;
        multiple as f32 * self.step
    }

    fn matrix(&self) -> Matrix {
        let height = self.bytes.len() / self.width;
        Matrix::new(height, self.width, |row, column| self.element(row, column))
    }
}

impl Layers {
    /// Reads the layers; their order and shapes are those of `MATRICES` and `VECTORS` in
    /// `tools/make_model.py`.
    pub(crate) fn read(bytes: &[u8], epsilon: f32) -> Result<Layers, ModelError> {
        let mut numbers = Numbers(bytes);
        read(&mut numbers, epsilon)
            .filter(|_| numbers.0.is_empty())
            .ok_or(ModelError::Inconsistent("the layers"))
    }
}

fn read(numbers: &mut Numbers<'_>, epsilon: f32) -> Option<Layers> {
    let projections = matrices(numbers, |_| (DIMENSIONS, BRANCH))?;
    let firsts = matrices(numbers, |order| (order * BRANCH, BRANCH))?;
    let seconds = matrices(numbers, |order| (order * BRANCH, BRANCH))?;
    let output = matrix(numbers, FEATURES, DIMENSIONS)?.matrix();
    let inner_1 = matrix(numbers, DIMENSIONS, HIDDEN)?.matrix();
    let shortcut_1 = matrix(numbers, DIMENSIONS, HIDDEN)?.matrix();
    let outer_1 = matrix(numbers, HIDDEN, HIDDEN)?.matrix();
    let inner_2 = matrix(numbers, HIDDEN, DIMENSIONS)?.matrix();
    let shortcut_2 = matrix(numbers, HIDDEN, DIMENSIONS)?.matrix();
    let outer_2 = matrix(numbers, DIMENSIONS, DIMENSIONS)?.matrix();

    let all = ORDERS.len() * BRANCH;
    let projection_bias = numbers.f32s(all)?;
    let projection_norm = Norm {
        gain: numbers.f32s(all)?,
        bias: numbers.f32s(all)?,
        epsilon,
    };
    let mut first_biases = numbers.f32s(all)?;
    let mut second_biases = numbers.f32s(all)?;
    let norm = Norm {
        gain: numbers.f32s(FEATURES)?,
        bias: numbers.f32s(FEATURES)?,
        epsilon,
    };
    let output_bias = numbers.f32s(DIMENSIONS)?;

    let branches = ORDERS
        .iter()
        .zip(firsts.iter().zip(&seconds))
        .map(|(&(order, left), (first, second))| Branch {
            order,
            left,
            first: Matrix::new(BRANCH, order * BRANCH, |row, column| {
                first.element(column / BRANCH * BRANCH + row, column % BRANCH)
            }),
            first_bias: first_biases.drain(..BRANCH).collect(),
            second: second.matrix(),
            second_bias: second_biases.drain(..BRANCH).collect(),
        })
        .collect();
    Some(Layers {
        projection: Matrix::new(DIMENSIONS, all, |row, column| {
            projections[column / BRANCH].element(row, column % BRANCH)
        }),
        projection_bias,
        projection_norm,
        branches,
        norm,
        output,
        output_bias,
        inner_1,
        outer_1,
        shortcut_1,
        inner_2,
        outer_2,
        shortcut_2,
        epsilon,
    })
}

/// Reads one matrix for each n-gram order.
fn matrices<'a>(
    numbers: &mut Numbers<'a>,
    shape: impl Fn(usize) -> (usize, usize),
) -> Option<Vec<Stored<'a>>> {
    ORDERS
        .iter()
        .map(|(order, _)| {
            let (height, width) = shape(*order);
            matrix(numbers, height, width)
        })
        .collect()
}

fn matrix<'a>(numbers: &mut Numbers<'a>, height: usize, width: usize) -> Option<Stored<'a>> {
    Some(Stored {
        width,
        step: numbers.f32()?,
        zero: numbers.u32().filter(|zero| *zero < 256)?,
        bytes: numbers.bytes(height * width)?,
    })
}

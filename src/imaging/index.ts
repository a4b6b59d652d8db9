export { calibrationRegion, type RegionSize, samplesTaken } from './calibration/calibration-region.ts';
export { type CompressedCoils, compressCoils } from './calibration/compress-coils.ts';
export { type EspiritMaps, type EspiritOptions, espirit } from './calibration/espirit.ts';
export { type GrappaOptions, grappa } from './calibration/grappa.ts';
export { type LowResolutionOptions, lowResolutionMaps } from './calibration/low-resolution-maps.ts';
export { mixCoils } from './calibration/mix-coils.ts';
export { noiseCovariance, prewhiten } from './calibration/prewhiten.ts';
export type { ReferenceCoil } from './calibration/reference-phase.ts';
export { rootSumOfSquares } from './calibration/root-sum-of-squares.ts';
export { centeredFft, type FourierAxes, inverseCenteredFft } from './fourier/centered.ts';
export { radialMask, type SpiralMaskOptions, spiralMask } from './masks/curve-masks.ts';
export {
  type FastmriMaskKind,
  type FastmriMaskOptions,
  fastmriMask,
  fastmriMaskKinds,
} from './masks/fastmri-mask.ts';
export {
  type GaussianMaskOptions,
  gaussianMask,
  type PolynomialMaskOptions,
  polynomialMask,
  randomMask,
  regularMask,
} from './masks/line-masks.ts';
export { type MaskKind, makeMask, maskKinds } from './masks/make-mask.ts';
export { NumpyRandomState } from './masks/numpy-random.ts';
export { type PoissonMaskOptions, poissonMask } from './masks/poisson-mask.ts';
export type { MaskOptions, RandomMaskOptions, SamplingMask } from './masks/sampling-mask.ts';
export { type Blocks, blockOperator, identity, scaled } from './operators/block-operator.ts';
export { type CoilsOptions, coils, timesI } from './operators/coils.ts';
export { fanBeam } from './operators/fan-beam.ts';
export {
  type DifferenceOptions,
  finiteDifferences,
  generalizedGradient,
  symmetrizedGradient,
} from './operators/finite-differences.ts';
export { type Boundary, forwardDifference } from './operators/forward-difference.ts';
export { fourier } from './operators/fourier.ts';
export {
  adjointOf,
  compose,
  type Linear,
  type LinearOperator,
  type LinearOperatorFields,
  type LinearPair,
  linearOperator,
} from './operators/linear-operator.ts';
export { type NonCartesianSenseOptions, nonCartesianSense } from './operators/non-cartesian-sense.ts';
export { type NonUniformFourierOptions, nonUniformFourier } from './operators/non-uniform-fourier.ts';
export { radon } from './operators/radon.ts';
export { sampling } from './operators/sampling.ts';
export { type SenseOptions, sense } from './operators/sense.ts';
export { type WaveletOptions, wavelet, waveletLevels } from './operators/wavelet.ts';
export { abdomenPhantom } from './phantoms/abdomen/abdomen.ts';
export { type Anatomy, anatomies, anatomyPhantom } from './phantoms/anatomy.ts';
export type { BodyOptions } from './phantoms/body-options.ts';
export { type BrainOptions, brainPhantom } from './phantoms/brain/brain.ts';
export type { Pathology } from './phantoms/brain/lesions.ts';
export { type AnalyticPhantom, type Ellipse, ellipsePhantom } from './phantoms/ellipses.ts';
export { kneePhantom } from './phantoms/knee/knee.ts';
export { magnitudePhantom } from './phantoms/magnitude-phantom.ts';
export type { Phantom, Pose, SimulationOrigin } from './phantoms/phantom.ts';
export { type Tissue, tissues } from './phantoms/scene/tissues.ts';
export { sheppLogan, sheppLoganEllipses } from './phantoms/shepp-logan.ts';
export { type ShapedArray, shaped } from './shaped-array.ts';
export {
  type AcquisitionOptions,
  type SimulatedAcquisition,
  simulateAcquisition,
} from './simulation/acquisition.ts';
export { type BiotSavartOptions, biotSavartCoils } from './simulation/coil-maps/biot-savart-coils.ts';
export type { CoilArray, CoilArrayOptions } from './simulation/coil-maps/coil-array.ts';
export { type GaussianCoilOptions, gaussianCoils } from './simulation/coil-maps/gaussian-coils.ts';
export { gradientDirections } from './simulation/diffusion/directions.ts';
export {
  type Compartment,
  compartmentKurtosis,
  compartmentSignal,
  directionalKurtosis,
  kurtosisSignal,
  kurtosisTensor,
  meanTensor,
} from './simulation/diffusion/kurtosis.ts';
export {
  type DiffusionData,
  type DiffusionOptions,
  diffusionMaps,
  diffusionScheme,
  type Shell,
  simulateDiffusion,
  type Weighting,
} from './simulation/diffusion/simulate-diffusion.ts';
export {
  type DiffusionTensor,
  type Direction,
  diffusivity,
  fractionalAnisotropy,
  meanDiffusivity,
} from './simulation/diffusion/tensor.ts';
export { type MagnitudeOptions, simulateFromMagnitude } from './simulation/from-magnitude.ts';
export { type MotionOptions, suddenMotion } from './simulation/motion.ts';
export { addNoise, neighborCovariance } from './simulation/noise.ts';
export { withRicianNoise } from './simulation/rician.ts';
export {
  type Contrast,
  contrasts,
  ernstAngleDegrees,
  type Relaxation,
  type Sequence,
  signal,
} from './simulation/signal.ts';
export {
  type SubjectOptions,
  type SubjectParts,
  simulateSubject,
  subjectParts,
} from './simulation/subjects.ts';
export { conjugateGradients, type LinearSystem } from './solvers/conjugate-gradients.ts';
export { type CompositeProblem, fista } from './solvers/fista.ts';
export { type OperatorNormOptions, operatorNorm } from './solvers/operator-norm.ts';
export { primalDual, type SaddleProblem } from './solvers/primal-dual.ts';
export { projectOntoBalls, softThreshold } from './solvers/proximal-maps.ts';
export type { StepSolver, Variables } from './solvers/step-solver.ts';
export { type ShrinkageOptions, waveletShrinkage } from './solvers/wavelet-shrinkage.ts';
export { type EllipseSinogramOptions, ellipseSinogram } from './tomography/ellipse-sinogram.ts';
export { type BackProjectionOptions, filteredBackProjection } from './tomography/filtered-back-projection.ts';
export type { FanGeometry, ImageGrid, ParallelGeometry } from './tomography/geometry.ts';
export {
  type DetectorReferences,
  lineIntegrals,
  meanField,
  photonCounts,
} from './tomography/photon-counts.ts';
export type { RampWindow } from './tomography/ramp-filter.ts';
export { rotationCenter } from './tomography/rotation-center.ts';
export {
  randomEllipses,
  type SparseViewOptions,
  type SparseViewPair,
  sparseView,
} from './tomography/sparse-view.ts';
export { type TvTomographyOptions, tvTomography } from './tomography/tv-tomography.ts';
export { type DensityCompensationOptions, densityCompensation } from './trajectories/density-compensation.ts';
export {
  type RadialOptions,
  radialDensity,
  radialTrajectory,
  type SpokeAngles,
} from './trajectories/radial.ts';
export { type SpiralOptions, spiralTrajectory } from './trajectories/spiral.ts';

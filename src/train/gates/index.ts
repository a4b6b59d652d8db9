export type { Gate, GateOptions } from './gate.ts';
export { type GateReport, type GateSteps, runGates } from './run-gates.ts';
export type { ChannelView, GreyImage, ShownInput } from './shown-input.ts';

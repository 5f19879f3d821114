/** Input and gain; same as widgets/models/volume_knob.py. Illustrative. */

const LOCKED = 1.6;
const TOP = 10;
const HALF = 5;
export const BEARABLE = 5;

export function gain(sensitivity, attentionLocked) {
  return sensitivity * (attentionLocked ? LOCKED : 1);
}

export function alarm(signal, sensitivity, attentionLocked) {
  const amplified = gain(sensitivity, attentionLocked) * signal;
  return (TOP * amplified) / (amplified + HALF);
}

export function signalFor(level, sensitivity, attentionLocked) {
  return (HALF * level) / (TOP - level) / gain(sensitivity, attentionLocked);
}

/** Psychometric function; same as widgets/models/psychometric.py (Wichmann & Hill 2001). */

export function probability(intensity, alpha, slope, guess = 0, lapse = 0) {
  return guess + (1 - guess - lapse) / (1 + Math.exp(-slope * (intensity - alpha)));
}

export function intensityAt(share, alpha, slope, guess = 0, lapse = 0) {
  const core = (share - guess) / (1 - guess - lapse);
  return alpha + Math.log(core / (1 - core)) / slope;
}

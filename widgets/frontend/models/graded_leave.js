/** Graded sick leave; same as widgets/models/graded_leave.py. All in per cent of a full job. */

export function work(presence, output) {
  return (presence * output) / 100;
}

export function leave(presence, output) {
  return 100 - work(presence, output);
}

export function gap(presence, output, written) {
  return leave(presence, output) - written;
}

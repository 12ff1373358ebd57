/** What one text says by number, and what it is. */
export interface Text {
  features: number[];
  label: number;
}

/** Scores of the labels for a text by its features; the higher the likelier. */
export type Scorer = (features: readonly number[]) => Float64Array;

/** Texts of any length count alike: the features of each share this length. */
const LENGTH = 4;
const STEP = 0.3;
/** A label that is so nearly right teaches nothing: of 110 four are left to a text. */
const NEAR = 0.02;
/** Apart by so many rows, so that neighbours in the table, which are alike, do not follow each other. */
const STRIDE = 7919;

/**
 * Multinomial logistic regression by so many passes of gradient descent over the texts, always in the same order, so
 * that the same table always gives the same weights. They are averaged over all steps: what was read last would weigh
 * most otherwise, and one more text change what others are taken for. `features` number below `size`, `labels` below
 * `width`.
 */
export function openRegression(
  texts: readonly Text[],
  { size, width, passes }: { size: number; width: number; passes: number },
): Scorer {
  // A row a feature, a column a label.
  const weights = new Float32Array(size * width);
  const share = (features: readonly number[]) => LENGTH / Math.sqrt(Math.max(1, features.length));

  const score: Scorer = (features) => {
    const scores = new Float64Array(width);
    const each = share(features);
    for (const feature of features)
      for (let label = 0, at = feature * width; label < width; label += 1, at += 1)
        scores[label]! += each * weights[at]!;
    return scores;
  };

  const stride = texts.length % STRIDE === 0 ? 1 : STRIDE;
  const steps = passes * texts.length;
  // By how much each weight would be less, had every change to it lasted from the first step to the last.
  const late = new Float32Array(size * width);
  // Labels that a text teaches, and by how much.
  const taught = new Uint16Array(width);
  const by = new Float64Array(width);
  for (let step = 0; step < steps; step += 1) {
    const { features, label: right } = texts[(step * stride) % texts.length]!;
    const scores = score(features);
    let best = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < width; label += 1) if (scores[label]! > best) best = scores[label]!;
    let all = 0;
    for (let label = 0; label < width; label += 1) all += scores[label] = Math.exp(scores[label]! - best);
    const length = STEP * share(features);
    let changes = 0;
    for (let label = 0; label < width; label += 1) {
      const error = scores[label]! / all - (label === right ? 1 : 0);
      if (Math.abs(error) < NEAR) continue;
      taught[changes] = label;
      by[changes++] = length * error;
    }
    if (changes > 0)
      for (const feature of features) {
        const row = feature * width;
        for (let n = 0; n < changes; n += 1) {
          weights[row + taught[n]!]! -= by[n]!;
          late[row + taught[n]!]! -= by[n]! * step;
        }
      }
  }
  for (let at = 0; at < weights.length; at += 1) weights[at]! -= late[at]! / steps;
  return score;
}

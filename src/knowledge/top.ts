/** The places of the highest values above `least` that fit, best first, the earlier of equals first. */
export function topOf(
  values: ArrayLike<number>,
  most: number,
  least: number,
  fits: (place: number) => boolean = () => true,
): number[] {
  const top: number[] = [];
  let bar = least;
  for (let n = 0; n < values.length; n += 1) {
    const value = values[n]!;
    if (value <= bar || !fits(n)) continue;
    top.splice(top.findLastIndex((other) => values[other]! >= value) + 1, 0, n);
    if (top.length > most) top.pop();
    if (top.length === most) bar = values[top.at(-1)!]!;
  }
  return top;
}

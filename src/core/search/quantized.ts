/** A vector in a byte a coordinate. Its length is lost: only angles count. */
export function quantized(vector: Float32Array): Int8Array {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  return Int8Array.from(vector, (value) => (largest === 0 ? 0 : Math.round((value / largest) * 127)));
}

/** The cosine of the angle between two vectors of one length; 0 when one has no direction. */
export function cosine(a: Int8Array, b: Int8Array): number {
  let [dot, squareA, squareB] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x = 0, y = 0] = [a[at], b[at]];
    dot += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? 0 : dot / Math.sqrt(squareA * squareB);
}

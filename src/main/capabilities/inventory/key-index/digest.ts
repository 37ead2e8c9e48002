/** Sums stay exact below this, with any number of objects. */
const MODULUS = 2 ** 48;

/** Of a set of objects, in any order; equal for equal sets, and unequal for others but once in 2^60. */
export interface Digest {
  a: number;
  b: number;
}

/** Two 32-bit hashes of what tells one version of an object from another (after cyrb53 by bryc, public domain). */
export function digestOf(name: string, size: number, modified: number, etag: string, storageClass: string): Digest {
  let a = 0xdeadbeef ^ name.length;
  let b = 0x41c6ce57 ^ storageClass.length;
  const mix = (text: string) => {
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      a = Math.imul(a ^ code, 2654435761);
      b = Math.imul(b ^ code, 1597334677);
    }
  };
  mix(name);
  mix(etag);
  mix(storageClass);
  for (const part of [
    size >>> 0,
    Math.floor(size / 2 ** 32),
    Math.floor(modified / 2 ** 32),
    Math.floor(modified) >>> 0,
  ]) {
    a = Math.imul(a ^ part, 2246822507) ^ (b >>> 13);
    b = Math.imul(b ^ part, 3266489909) ^ (a >>> 16);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return { a: a >>> 0, b: b >>> 0 };
}

export function addDigest(sum: Digest, { a, b }: Digest): void {
  sum.a = (sum.a + a) % MODULUS;
  sum.b = (sum.b + b) % MODULUS;
}

export function subtractDigest(sum: Digest, { a, b }: Digest): void {
  sum.a = (sum.a - a + MODULUS) % MODULUS;
  sum.b = (sum.b - b + MODULUS) % MODULUS;
}

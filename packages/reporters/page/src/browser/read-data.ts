import type { PageData } from '../data/page-data.ts';

/** Unpacks the data block: JSON, gzip, base64. */
export async function readData(base64: string): Promise<PageData> {
  const packed = atob(base64.trim());
  const bytes = new Uint8Array(packed.length);
  for (let k = 0; k < packed.length; k++) bytes[k] = packed.charCodeAt(k);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return (await new Response(unpacked).json()) as PageData;
}

/** `20261121-101500`, in UTC: in the order of time wherever the machines are. `at` in ms. */
export const bundleNameAt = (at: number): string =>
  new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')

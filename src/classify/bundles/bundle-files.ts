import type { Target } from './bundle.ts'

/** What is in the folder of a bundle. */
export const bundleFiles = {
  about: 'about.json',
  neighbours: 'neighbours.bin',
  heldOut: 'held-out.json',
  report: 'report.json',
  page: 'report.html',
} as const

export const modelFileOf = (target: Target): string => `${target}.model`

import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** What times mean nothing without. */
export const describeMachine = (): string =>
  [
    `${availableParallelism()} processors (${cpus()[0]?.model ?? 'unknown'})`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `Node ${process.versions.node}`,
    `load ${loadavg()[0]?.toFixed(1)}`,
  ].join(', ')

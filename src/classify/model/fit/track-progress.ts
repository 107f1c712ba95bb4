import type { TrainOptions, TrainPhase } from '../example.ts'

/** The parts of the whole work that phases take, about. */
const shares: Record<TrainPhase, number> = {
  reading: 0.1,
  choosing: 0.3,
  unlabelled: 0.2,
  'cross-validating': 0.3,
  calibrating: 0.02,
  training: 0.08,
}

export interface Progress {
  /** Begins a phase. What it returns is told how much of the phase is done, from 0 to 1. */
  begin(phase: TrainPhase): (part: number) => void
  /** Begins a phase. What it returns is told what has been done since the last call, all of it being 1. */
  beginAdding(phase: TrainPhase): (part: number) => void
  finish(): void
}

/** Turns parts of phases into parts of the whole, which never fall. Only `phases` take place. */
export const trackProgress = (
  phases: readonly TrainPhase[],
  onProgress: TrainOptions['onProgress'] = () => undefined,
): Progress => {
  const total = phases.reduce((sum, phase) => sum + shares[phase], 0)
  let whole = 0
  const begin = (phase: TrainPhase) => {
    const before = phases.slice(0, phases.indexOf(phase)).reduce((sum, other) => sum + shares[other], 0)
    const tell = (part: number): void => {
      whole = Math.max(whole, Math.min(1, (before + part * shares[phase]) / total))
      onProgress(whole, phase)
    }
    tell(0)
    return tell
  }
  return {
    begin,
    beginAdding(phase) {
      const tell = begin(phase)
      let sum = 0
      return (part) => {
        sum += part
        tell(sum)
      }
    },
    finish: () => onProgress(1, phases.at(-1) ?? 'training'),
  }
}

/** A due hand-off and what its line says: who is with a worker now, and who is the oldest in the line. */
export interface Candidate {
  id: string
  requesterKey: string
  /** Whether it is in the line already; one that is not may be older than the oldest in it. */
  lined: boolean
  busy: string | null
  oldest: string | null
}

export interface Turns<Some extends Candidate> {
  taken: Some[]
  steppedAside: Some[]
}

const mayGo = ({ id, lined, busy, oldest }: Candidate): boolean => {
  if (busy !== null) return busy === id
  return lined ? oldest === id : oldest === null || id < oldest
}

/**
 * Decides which candidates, given in due order, are claimed: at most `room`, one a requester, and never one that somebody of
 * the same requester precedes. Those after the last one taken stay as they are.
 */
export const decideTurns = <Some extends Candidate>(candidates: Some[], room: number): Turns<Some> => {
  const turns: Turns<Some> = { taken: [], steppedAside: [] }
  const takenFrom = new Set<string>()
  for (const candidate of candidates) {
    if (turns.taken.length === room) break
    if (takenFrom.has(candidate.requesterKey) || !mayGo(candidate)) {
      turns.steppedAside.push(candidate)
    } else {
      turns.taken.push(candidate)
      takenFrom.add(candidate.requesterKey)
    }
  }
  return turns
}

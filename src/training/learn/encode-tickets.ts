import type { Encoder } from '../../classify/encoders/encoder.ts'
import type { CleanTicket } from '../clean/clean-ticket.ts'
import { TrainingRefused } from '../training-refused.ts'

const atOnce = 64

/** What an encoder makes of every ticket. Throws `TrainingRefused` (later) when it cannot: a model that needs it is of no use without. */
export const encodeTickets = async (
  tickets: readonly CleanTicket[],
  {
    encoder,
    signal,
    onProgress,
  }: { encoder: Encoder; signal: AbortSignal; onProgress: (part: number) => void },
): Promise<Map<CleanTicket, Float32Array>> => {
  const encoded = new Map<CleanTicket, Float32Array>()
  for (let at = 0; at < tickets.length; at += atOnce) {
    const some = tickets.slice(at, at + atOnce)
    const vectors = await encoder.encode(
      some.map(({ text }) => text),
      { signal },
    )
    signal.throwIfAborted()
    if (vectors === null)
      throw new TrainingRefused(
        'later',
        `The encoder ${encoder.name} does not answer. Try again when it does, or train without: take "encoder" out of the configuration.`,
      )
    for (const [index, ticket] of some.entries()) {
      const vector = vectors[index]
      if (vector !== undefined) encoded.set(ticket, vector)
    }
    onProgress(Math.min(1, (at + atOnce) / tickets.length))
  }
  return encoded
}

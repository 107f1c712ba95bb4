import * as z from 'zod'
import { targetSchema } from '../../../schemas/bundle.ts'

type Target = z.infer<typeof targetSchema>

/** What a model that had not seen it said of one text of the training. Neither the text nor where it stands is kept. */
export interface HeldOutRow {
  /** The right class; null: none of the model's. */
  label: string | null
  /** Null: it knew nothing of the text. */
  predicted: string | null
  /** That `predicted` is right, 0..1, to four digits. */
  confidence: number
  /** False: like nothing that it was trained on. */
  inScope: boolean
  /** When the ticket came in, ms to the minute; null: not known. */
  at: number | null
}

export type HeldOut = ReadonlyMap<Target, readonly HeldOutRow[]>

/** Newer ones say more of what is to come; more of them say nothing more. */
const mostRows = 50_000
const minuteMs = 60_000
const digits = 10_000

const column = <Item extends z.ZodType>(item: Item) => z.array(item).max(mostRows)
/** A place in `labels`; -1: none. */
const place = z.int().min(-1)

const columnsSchema = z.strictObject({
  target: targetSchema,
  labels: z.array(z.string()),
  label: column(place),
  predicted: column(place),
  /** In ten-thousandths; out of scope below 0, where −1 is 0. */
  confidence: column(
    z
      .int()
      .min(-digits - 1)
      .max(digits),
  ),
  /** Minutes since the Unix epoch. */
  at: column(z.int().nullable()),
})

const fileSchema = z.strictObject({ format: z.literal(1), targets: z.array(columnsSchema).max(10) })

/** As `held-out.json` keeps it: columns, with each class named once. Of each target the newest 50,000, in the order of time. */
export const encodeHeldOut = (heldOut: HeldOut): string => {
  const targets = [...heldOut].map(([target, rows]): z.input<typeof columnsSchema> => {
    const kept = rows.toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0)).slice(-mostRows)
    const places = new Map<string, number>()
    const placeOf = (name: string | null): number => {
      if (name === null) return -1
      const at = places.get(name) ?? places.size
      places.set(name, at)
      return at
    }
    const columns = {
      label: kept.map(({ label }) => placeOf(label)),
      predicted: kept.map(({ predicted }) => placeOf(predicted)),
      confidence: kept.map(({ confidence, inScope }) => {
        const part = Math.round(Math.min(1, Math.max(0, confidence)) * digits)
        return inScope ? part : -1 - part
      }),
      at: kept.map(({ at }) => (at === null ? null : Math.floor(at / minuteMs))),
    }
    return { target, labels: [...places.keys()], ...columns }
  })
  return `${JSON.stringify({ format: 1, targets })}\n`
}

/** Null: it is not as `encodeHeldOut` writes it. */
export const decodeHeldOut = (text: string): HeldOut | null => {
  const parsed = fileSchema.safeParse(parseOrNull(text))
  if (!parsed.success) return null
  const heldOut = new Map<Target, HeldOutRow[]>()
  for (const { target, labels, label, predicted, confidence, at } of parsed.data.targets) {
    const rows: HeldOutRow[] = []
    if (![predicted, confidence, at].every(({ length }) => length === label.length)) return null
    if (![label, predicted].every((places) => places.every((each) => each < labels.length))) return null
    for (const [row, part] of confidence.entries()) {
      const minute = at[row] ?? null
      rows.push({
        label: labels[label[row] ?? -1] ?? null,
        predicted: labels[predicted[row] ?? -1] ?? null,
        confidence: (part < 0 ? -1 - part : part) / digits,
        inScope: part >= 0,
        at: minute === null ? null : minute * minuteMs,
      })
    }
    heldOut.set(target, rows)
  }
  return heldOut
}

const parseOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

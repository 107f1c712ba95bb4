import type { KeptFigure } from '../../schemas/kept.ts'

export interface TrustAdvice {
  source: string
  /** What was seen, as a sentence for a person. */
  detail: string
  remedy: string
}

/** Of fewer tickets nothing is made: 3 of 4 may be chance. */
const leastTold = 30
const leastShare = 0.7

/**
 * Whose bot's word had better not be taken: that of a trusted source which agents keep in fewer than 70 % of at least 30, or clearly less
 * often than the model in use is right (`modelAccuracy`, on texts held out of its training; null: there is none to compare with).
 * Clearly: also the upper end of what is likely is below it. Pure.
 */
export const adviseTrust = (
  figures: readonly KeptFigure[],
  {
    sources,
    modelAccuracy,
  }: { sources: Readonly<Record<string, { trustCategory: boolean }>>; modelAccuracy: number | null },
): TrustAdvice[] =>
  figures.flatMap(({ source, decided_by, category, share, high, kept, changed }): TrustAdvice[] => {
    const told = kept + changed
    if (decided_by !== 'bot' || category !== null || share === null || told < leastTold) return []
    if (sources[source]?.trustCategory !== true) return []
    const isWorse = modelAccuracy !== null && high < modelAccuracy
    if (share >= leastShare && !isWorse) return []
    const seen = `The category of the bot of ${source} is kept in ${inWords(share)} of ${told}`
    return [
      {
        source,
        detail: isWorse
          ? `${seen}; the model in use is right in ${inWords(modelAccuracy)} of texts that it was not trained on`
          : seen,
        remedy: `Consider sources.${source}.trustCategory: false; its word then counts with the rest.`,
      },
    ]
  })

const inWords = (part: number): string => `${Math.round(part * 100)} %`

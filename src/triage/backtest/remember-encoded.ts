import type { Encoder } from '../../classify/encoders/encoder.ts'

/** An encoder that is asked once about each text: a replay learns from the same ones again and again. */
export const rememberEncoded = (encoder: Encoder): Encoder => {
  const known = new Map<string, Float32Array>()
  return {
    name: encoder.name,
    async encode(texts, options) {
      const unknown = [...new Set(texts.filter((text) => !known.has(text)))]
      if (unknown.length > 0) {
        const encoded = await encoder.encode(unknown, options)
        if (encoded === null) return null
        for (const [place, text] of unknown.entries()) {
          const vector = encoded[place]
          if (vector !== undefined) known.set(text, vector)
        }
      }
      const found = texts.flatMap((text) => known.get(text) ?? [])
      return found.length === texts.length ? found : null
    },
    close: () => encoder.close(),
  }
}

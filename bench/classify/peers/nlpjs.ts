// @nlpjs/nlp as its documentation sets it up, with its packs for the languages of the texts; it is told the language of each text.
import { answerFrom, contend } from '../contend.ts'
import { otherLabel } from '../protocol.ts'
import { loadPeer, versionOf } from './load-peer.ts'

interface Nlp {
  settings: { autoSave: boolean }
  addLanguage(languages: string[]): void
  addDocument(language: string, text: string, label: string): void
  train(): Promise<void>
  process(
    language: string,
    text: string,
  ): Promise<{ intent: string; score: number; classifications: { intent: string; score: number }[] }>
}

interface Container {
  use(plugin: unknown): void
  get(name: 'nlp'): Nlp
}

const packs = { de: 'LangDe', en: 'LangEn', es: 'LangEs', fr: 'LangFr', pt: 'LangPt' }
/** What it says when it knows no class. */
const none = 'None'

await contend({
  version: versionOf('@nlpjs/nlp'),
  async train({ train }) {
    const { containerBootstrap } = loadPeer<{ containerBootstrap: () => Promise<Container> }>('@nlpjs/core')
    const container = await containerBootstrap()
    container.use(loadPeer<{ Nlp: unknown }>('@nlpjs/nlp').Nlp)
    const languages = [...new Set(train.map(({ language }) => language ?? 'en'))]
    for (const [language, pack] of Object.entries(packs))
      if (languages.includes(language))
        container.use(loadPeer<Record<string, unknown>>(`@nlpjs/lang-${language}`)[pack])
    const nlp = container.get('nlp')
    nlp.settings.autoSave = false
    nlp.addLanguage(languages)
    for (const { text, label, language } of train)
      nlp.addDocument(language ?? 'en', text, label ?? otherLabel)
    // It writes its epochs to stdout, which is ours.
    const { log } = console
    console.log = () => {}
    await nlp.train()
    console.log = log
    return {
      async predict(text, language) {
        const { classifications } = await nlp.process(language ?? 'en', text)
        return answerFrom(
          classifications
            .filter(({ intent }) => intent !== none)
            .map(({ intent, score }) => ({ label: intent, probability: score })),
        )
      },
    }
  },
})

import type { ReasonTexts } from './reason-texts.ts'

// Made when needed, which is rarely: the first of them takes 20 ms of a start.
const list = (names: string[]) => new Intl.ListFormat('es', { type: 'conjunction' }).format(names)
const nameOfLanguage = (code: string) => new Intl.DisplayNames('es', { type: 'language' }).of(code) ?? code

export const es: ReasonTexts = {
  categories: {
    billing: 'Facturación',
    access: 'Acceso a la cuenta',
    technical: 'Soporte técnico',
    orders: 'Pedidos y envíos',
    returns: 'Devoluciones',
    sales: 'Ventas',
    complaint: 'Queja',
    other: 'Otros',
  },
  botNamed: (name) => `El bot indicó la categoría «${name}».`,
  botUntrusted: (name, category) =>
    `El bot indicó la categoría «${name}» (${category}), pero no se le confía la decisión.`,
  botSimilar: (name, category) =>
    `La categoría del bot no está configurada, pero contiene «${name}» (${category}).`,
  botUnknown: 'La categoría del bot no está configurada.',
  keyword: {
    subject: (keyword, category) => `El asunto contiene «${keyword}» (${category}).`,
    text: (keyword, category) => `El texto contiene «${keyword}» (${category}).`,
    bot: (keyword, category) =>
      `La categoría del bot no está configurada, pero contiene la palabra clave «${keyword}» (${category}).`,
  },
  pattern: (number, category) => `Coincide el patrón ${number} de «${category}».`,
  tied: (categories) => `Los indicios apuntan por igual a ${list(categories.map((name) => `«${name}»`))}.`,
  nothing: 'Ninguna palabra clave ni patrón apunta a una categoría.',
  modelWords: (words, category, runnerUp) =>
    `Estas palabras apuntan a ${category}${runnerUp === null ? '' : ` más que a ${runnerUp}`}: ${list(words.map(({ text, percent }) => `«${text}» (${percent} %)`))}.`,
  modelUnsure: (category, percent, runnerUp) =>
    `El modelo se inclina por «${category}»${runnerUp === null ? '' : ` (después, «${runnerUp}»)`}, pero solo está seguro al ${percent} %.`,
  modelOutOfScope: 'El texto no se parece a nada de lo que el modelo ha aprendido.',
  modelStrange:
    'El modelo ha aprendido otras categorías que las configuradas ahora. Entrénelo con tickets que lleven estas.',
  modelLanguage: (language) =>
    `El modelo ha aprendido de muy pocos textos en este idioma (${nameOfLanguage(language)}).`,
  similar: (tickets) =>
    `Tickets resueltos parecidos: ${list(
      tickets.map(
        ({ ticket, category, percent }) =>
          `${ticket} (${category === null ? '' : `${category}, `}${percent} % de parecido)`,
      ),
    )}.`,
  llmChose: (category) => `El modelo de lenguaje eligió «${category}».`,
  llmUnsure: 'El modelo de lenguaje tampoco lo tuvo claro.',
}

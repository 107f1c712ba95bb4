import type { ReasonTexts } from './reason-texts.ts'

// Made when needed, which is rarely: the first of them takes 20 ms of a start.
const list = (names: string[]) => new Intl.ListFormat('es', { type: 'conjunction' }).format(names)

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
  nothing: 'Nada en el texto apunta a una categoría.',
}

import type { Matter } from './recognise-matter.ts'

/** What stands around a reply, in the languages that Relevo can tell. */
export interface LetterWords {
  /** `null`: the name is not known. */
  greeting(name: string | null): string
  closing: string
}

const letters: Readonly<Record<string, LetterWords>> = {
  es: { greeting: (name) => (name === null ? 'Hola:' : `Hola, ${name}:`), closing: 'Un cordial saludo,' },
  en: { greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`), closing: 'Kind regards,' },
  de: {
    greeting: (name) => (name === null ? 'Guten Tag,' : `Guten Tag ${name},`),
    closing: 'Mit freundlichen Grüßen',
  },
  fr: { greeting: (name) => (name === null ? 'Bonjour,' : `Bonjour ${name},`), closing: 'Cordialement,' },
  pt: { greeting: (name) => (name === null ? 'Olá,' : `Olá, ${name},`), closing: 'Atenciosamente,' },
  it: {
    greeting: (name) => (name === null ? 'Buongiorno,' : `Buongiorno ${name},`),
    closing: 'Cordiali saluti,',
  },
  nl: {
    greeting: (name) => (name === null ? 'Hallo,' : `Hallo ${name},`),
    closing: 'Met vriendelijke groet,',
  },
  ca: {
    greeting: (name) => (name === null ? 'Bon dia,' : `Bon dia, ${name},`),
    closing: 'Salutacions cordials,',
  },
}

/** What is asked and said when no knowledge fits; only in the languages whose words were looked after. */
export interface QuestionWords {
  /** A letter for each matter; `ask` stands above the questions, and there is none where nothing is asked. */
  matters: Record<Matter, { opening: string; ask: string; questions: readonly string[] }>
  /** Asks for one value, by what the placeholder calls it. */
  askFor(label: string): string
  /** What stands for something that nobody knows, by its kind. */
  unknown: { link: string; value: string; email: string; phone: string; name: string; secret: string }
}

const questionWords: Readonly<Record<string, QuestionWords>> = {
  es: {
    matters: {
      thanks: {
        opening: 'Muchas gracias por su amable mensaje. Quedamos a su disposición para cualquier otra cosa.',
        ask: '',
        questions: [],
      },
      complaint: {
        opening:
          'Gracias por escribirnos. Lamentamos las molestias. Entendemos que la situación resulta frustrante.',
        ask: '¿Podría responder a este mensaje con estos datos?',
        questions: ['¿Cuándo ocurrió y con quién habló?', '¿Qué espera de nosotros para que quede resuelto?'],
      },
      fault: {
        opening: 'Gracias por escribirnos.',
        ask: '¿Podría responder a este mensaje con estos datos?',
        questions: [
          '¿Qué ocurre exactamente y qué esperaba que ocurriera?',
          '¿Desde cuándo le pasa, y qué ha probado ya?',
          '¿Ve algún mensaje de error? Si es así, ¿qué dice?',
        ],
      },
      request: {
        opening: 'Gracias por escribirnos.',
        ask: '¿Podría responder a este mensaje con estos datos?',
        questions: [
          '¿Qué necesita exactamente y para cuándo?',
          '¿Hay algún dato que nos ayude a atenderle, como un número de cliente, de pedido o de factura?',
        ],
      },
    },
    askFor: (label) => `¿Podría decirnos lo siguiente: ${label}?`,
    unknown: {
      link: 'enlace',
      value: 'dato',
      email: 'correo electrónico',
      phone: 'teléfono',
      name: 'nombre',
      secret: 'dato confidencial',
    },
  },
  en: {
    matters: {
      thanks: {
        opening: 'Thank you for your kind message. Please let us know if you need anything else.',
        ask: '',
        questions: [],
      },
      complaint: {
        opening:
          'Thank you for writing to us. We are sorry for the trouble caused. We understand that this is frustrating.',
        ask: 'Could you reply to this message with the following?',
        questions: [
          'When did it happen, and whom did you speak to?',
          'What would you like us to do to put it right?',
        ],
      },
      fault: {
        opening: 'Thank you for writing to us.',
        ask: 'Could you reply to this message with the following?',
        questions: [
          'What exactly happens, and what did you expect to happen?',
          'Since when has it happened, and what have you tried already?',
          'Do you see an error message? If so, what does it say?',
        ],
      },
      request: {
        opening: 'Thank you for writing to us.',
        ask: 'Could you reply to this message with the following?',
        questions: [
          'What exactly do you need, and by when?',
          'Is there anything that helps us to find it, such as a customer, order or invoice number?',
        ],
      },
    },
    askFor: (label) => `Could you tell us the following: ${label}?`,
    unknown: {
      link: 'link',
      value: 'value',
      email: 'e-mail address',
      phone: 'phone number',
      name: 'name',
      secret: 'confidential',
    },
  },
}

export const letterWordsOf = (language: string): LetterWords | null => letters[language] ?? null

export const questionWordsOf = (language: string): QuestionWords | null => questionWords[language] ?? null

/** Where a language has none of its own, the labels of placeholders are English. */
export const unknownWordsOf = (language: string): QuestionWords['unknown'] =>
  (questionWords[language] ?? (questionWords['en'] as QuestionWords)).unknown

const formalGreetings: Readonly<Record<string, (name: string | null) => string>> = {
  es: (name) => (name === null ? 'Estimado/a cliente:' : `Estimado/a ${name}:`),
  en: (name) => (name === null ? 'Dear customer,' : `Dear ${name},`),
}
const formalClosings: Readonly<Record<string, string>> = { es: 'Atentamente,', en: 'Yours sincerely,' }
const friendlyGreetings: Readonly<Record<string, (name: string | null) => string>> = {
  es: (name) => (name === null ? '¡Hola!' : `¡Hola, ${name}!`),
  en: (name) => (name === null ? 'Hi there,' : `Hi ${name},`),
}
const friendlyClosings: Readonly<Record<string, string>> = { es: 'Un saludo,', en: 'Best wishes,' }

/** Greeting and closing of another tone; null where there are none. */
export const toneWordsOf = (language: string, tone: 'formal' | 'friendly'): LetterWords | null => {
  const greeting = (tone === 'formal' ? formalGreetings : friendlyGreetings)[language]
  const closing = (tone === 'formal' ? formalClosings : friendlyClosings)[language]
  return greeting === undefined || closing === undefined ? null : { greeting, closing }
}

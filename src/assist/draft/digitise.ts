const words: ReadonlyMap<string, number> = new Map(
  (
    'two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 ' +
    'seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60 ninety=90 dos=2 tres=3 cuatro=4 cinco=5 seis=6 ' +
    'siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciséis=16 diecisiete=17 dieciocho=18 diecinueve=19 ' +
    'veinte=20 veinticuatro=24 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 noventa=90'
  )
    .split(' ')
    .map((pair) => {
      const [word = '', value = ''] = pair.split('=')
      return [word, Number(value)] as const
    }),
)
const unit =
  '(?:seconds?|segundos?|minutes?|minutos?|hours?|horas?|days?|d[ií]as?|weeks?|semanas?|months?|mes(?:es)?|years?|años?|euros?|d[óo]lares|dollars?|pounds?|libras?)'
const counted = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(${[...words.keys()].join('|')})(?=[ \t\n]{1,2}(?:(?:business|working|calendar)[ \t\n])?${unit}(?!\p{L}))`,
  'giu',
)

/** A text in which numbers in words are numbers where they count something: "fourteen months" is "14 months". Linear. */
export const digitise = (text: string): string =>
  text.replace(counted, (word) => String(words.get(word.toLowerCase()) ?? word))

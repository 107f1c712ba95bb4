import t from 'tap'
import { compareTexts, createComparison } from '../../src/bridge/similarity.ts'

const threshold = 0.35

t.test('the same subject in other words is above the default threshold', async (t) => {
  const pairs: [string, string][] = [
    ['No puedo entrar en mi cuenta', 'sigo sin poder entrar en la cuenta, contraseña incorrecta'],
    ['El cliente pide la factura de marzo', 'Necesita facturas: la factura de marzo no le ha llegado'],
    ['The app crashes when I upload a photo', 'uploading photos still crashes the app'],
    ['Ich kann mich nicht anmelden, Passwort vergessen', 'Passwort vergessen und Anmeldung geht nicht'],
  ]
  for (const [left, right] of pairs) {
    const { score } = compareTexts(left, right)
    t.ok(score >= threshold, `${score.toFixed(2)} ${left} / ${right}`)
  }
})

t.test('other subjects are below it, however alike the politeness', async (t) => {
  const pairs: [string, string][] = [
    ['Hola, buenos días, necesito ayuda con mi factura', 'Hola, buenos días, necesito ayuda con el envío'],
    ['I need help with my invoice, please', 'I need help with my password, please'],
    ['No puedo entrar en mi cuenta', 'Quiero cambiar la talla del pedido'],
  ]
  for (const [left, right] of pairs) {
    const { score } = compareTexts(left, right)
    t.ok(score < threshold, `${score.toFixed(2)} ${left} / ${right}`)
  }
})

t.test('other order numbers halve the score; a shared one does not', async (t) => {
  const other = compareTexts('Mi pedido 10045 no llega', 'Mi pedido 20077 no llega')
  t.ok(other.conflict)
  t.ok(other.score < 0.5)
  const same = compareTexts('Mi pedido 10045 no llega', 'el pedido 10045 sigue sin llegar')
  t.notOk(same.conflict)
  t.ok(same.score > threshold)
  t.notOk(compareTexts('pedido 10045', 'mi pedido').conflict, 'one number alone is no conflict')
})

t.test('folds case and accents and is symmetric', async (t) => {
  t.equal(compareTexts('CONTRASEÑA Incorrecta', 'contrasena incorrecta').score.toFixed(6), '1.000000')
  const [left, right] = ['mi factura está mal', 'la factura de junio']
  t.equal(compareTexts(left, right).score.toFixed(9), compareTexts(right, left).score.toFixed(9))
})

t.test('names the telling words that both share, longest first', async (t) => {
  const { sharedWords } = compareTexts(
    'no puedo pagar la factura con tarjeta',
    'la tarjeta no paga mi factura',
  )
  t.same(sharedWords, ['factura', 'tarjeta'])
})

t.test('works for scripts without spaces, and for empty texts', async (t) => {
  t.ok(compareTexts('パスワードを忘れました', 'パスワードを忘れた').score > threshold)
  t.same(compareTexts('', 'algo'), { score: 0, sharedWords: [], conflict: false })
  t.equal(compareTexts('', '').score, 0)
  t.equal(compareTexts('🙂', '🙂').score, 0)
})

t.test('compares long texts in little time', async (t) => {
  const long = Array.from({ length: 100_000 }, (_, at) => `palabra${at % 977}`).join(' ')
  const startedAt = performance.now()
  compareTexts(long, long)
  t.ok(performance.now() - startedAt < 500)
})

t.test('compares one text with twenty others in little time, whatever it is made of', async (t) => {
  const words = Array.from({ length: 2_000 }, (_, at) => `wörd${(at * 7919) % 100_000}`).join(' ')
  for (const text of ['\uFDFA'.repeat(8_000), '\uFDFA '.repeat(4_000), words]) {
    const compare = createComparison(text)
    compare(text)
    const startedAt = performance.now()
    for (let at = 0; at < 20; at++) t.ok(compare(`${text} ${at}`).score > 0.9)
    t.ok(performance.now() - startedAt < 1_000)
  }
})

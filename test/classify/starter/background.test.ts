import t from 'tap'
import { backgroundTexts } from '../../../src/classify/starter/background.ts'

t.test('the background set is some hundred short texts, each there once', async (t) => {
  t.ok(backgroundTexts.length >= 300 && backgroundTexts.length <= 600, `${backgroundTexts.length} texts`)
  t.equal(new Set(backgroundTexts).size, backgroundTexts.length)
  t.strictSame(
    backgroundTexts.filter((text) => text !== text.trim() || text.length > 160),
    [],
  )
})

t.test('the background set speaks of support nowhere', async (t) => {
  const ofSupport =
    /password|contraseña|invoice|factura|refund|reembols|devoluci|my account|mi cuenta|customer|cliente|pedido/i
  t.strictSame(
    backgroundTexts.filter((text) => ofSupport.test(text)),
    [],
  )
})

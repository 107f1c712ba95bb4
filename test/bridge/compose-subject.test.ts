import t from 'tap'
import { composeSubject } from '../../src/bridge/compose-subject.ts'

t.test('takes the given subject, on one line', async (t) => {
  t.equal(composeSubject('  Mi\r\n pedido\t7 ', 'Resumen.', 'x'), 'Mi pedido 7')
})

t.test('takes the first sentence of the summary when no subject is given', async (t) => {
  t.equal(
    composeSubject(null, 'El cliente no puede pagar. Lo intentó tres veces.', 'x'),
    'El cliente no puede pagar.',
  )
  t.equal(
    composeSubject('', 'Hola. Necesito mi factura de marzo. Gracias.', 'x'),
    'Hola. Necesito mi factura de marzo.',
    'a greeting alone says nothing',
  )
})

t.test('cuts at 255 units without breaking an emoji', async (t) => {
  const subject = composeSubject('😀'.repeat(200), '', 'x')
  t.ok(subject.length <= 255)
  t.ok(subject.isWellFormed())
  t.ok(subject.endsWith('…'))
  t.equal(composeSubject('a'.repeat(255), '', 'x').length, 255)
})

t.test('is never empty', async (t) => {
  t.equal(composeSubject(null, '', 'Solicitud de ayuda'), 'Solicitud de ayuda')
  t.equal(composeSubject(' \u0000\n ', '\u0007', 'Request for help'), 'Request for help')
})

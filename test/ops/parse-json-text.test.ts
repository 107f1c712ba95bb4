import t from 'tap'
import { escapeRawControls } from '../../src/ops/escape-raw-controls.ts'
import { parseJsonText } from '../../src/ops/parse-json-text.ts'

t.test('an integer that a number cannot hold stays a text with all its digits', (t) => {
  t.same(parseJsonText('{"id":12345678901234567890,"small":12,"price":1.5}'), {
    id: '12345678901234567890',
    small: 12,
    price: 1.5,
  })
  t.same(parseJsonText('{"id":"12345678901234567890","n":9007199254740991}'), {
    id: '12345678901234567890',
    n: 9007199254740991,
  })
  t.end()
})

t.test('what is no JSON is undefined, control characters or not', (t) => {
  for (const text of ['', '{', '{"a":1,}', "{'a':1}", '{"a":"b\n', 'NaN', '{"a":"\\x"}', '\u0000']) {
    t.equal(parseJsonText(text), undefined, JSON.stringify(text))
  }
  t.end()
})

t.test('a text that looks like JSON but is none stays a text', (t) => {
  t.equal(parseJsonText('"[not a list"'), '[not a list')
  t.end()
})

t.test('only control characters inside of strings are escaped', (t) => {
  t.equal(escapeRawControls('{\n\t"a":\r"b\nc\u0000"\n}'), '{\n\t"a":\r"b\\u000ac\\u0000"\n}')
  t.equal(escapeRawControls('"a\\"\n\\\\"\n'), '"a\\"\\u000a\\\\"\n')
  t.equal(escapeRawControls('"never ends\n'), '"never ends\\u000a')
  t.end()
})

/** Writes ONNX files of a few hundred bytes, field by field (onnx/onnx.proto, protocol buffers). Enough for encoders of a table. */
type Field = Buffer

const varint = (value: number): Buffer => {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Buffer.from([...bytes, rest])
}
const int = (field: number, value: number): Field => Buffer.concat([varint(field * 8), varint(value)])
const bytes = (field: number, value: Uint8Array | string): Field => {
  const content = Buffer.from(value)
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content])
}
const message = (field: number, ...fields: Field[]): Field => bytes(field, Buffer.concat(fields))

const [float32, int64] = [1, 7]

/** A dimension of a name is as long as what is put in. */
const value = (field: number, name: string, type: number, dims: readonly (number | string)[]): Field => {
  const shape = dims.map((dim) => message(1, typeof dim === 'number' ? int(1, dim) : bytes(2, dim)))
  return message(field, bytes(1, name), message(2, message(1, int(1, type), message(2, ...shape))))
}

const node = (op: string, inputs: string[], output: string, ...attributes: Field[]): Field =>
  message(1, ...inputs.map((name) => bytes(1, name)), bytes(2, output), bytes(4, op), ...attributes)

const whole = (name: string, given: number): Field => message(5, bytes(1, name), int(3, given), int(20, 2))
const wholes = (name: string, given: number[]): Field =>
  message(5, bytes(1, name), ...given.map((each) => int(8, each)), int(20, 7))

const table = (name: string, rows: readonly (readonly number[])[]): Field =>
  message(
    5,
    int(1, rows.length),
    int(1, rows[0]?.length ?? 0),
    int(2, float32),
    bytes(8, name),
    bytes(9, new Uint8Array(Float32Array.from(rows.flat()).buffer)),
  )

const model = (...graph: Field[]): Buffer =>
  // Version 11 of the operators: what Unsqueeze and ReduceSum work on are attributes there.
  Buffer.concat([int(1, 7), message(7, bytes(2, 'tiny'), ...graph), message(8, bytes(1, ''), int(2, 11))])

const tokens = (name: string) => value(11, name, int64, ['batch', 'tokens'])

/** As BERT: a vector for each token, of its row in the table and of its segment's; `attention_mask` is asked for. */
export const buildTokenEncoder = (rows: readonly (readonly number[])[]): Buffer => {
  const width = rows[0]?.length ?? 0
  return model(
    node('Gather', ['rows', 'input_ids'], 'words'),
    node('Gather', ['segments', 'token_type_ids'], 'places'),
    node('Add', ['words', 'places'], 'last_hidden_state'),
    table('rows', rows),
    table('segments', [Array.from({ length: width }, () => 0), Array.from({ length: width }, () => 1000)]),
    ...['input_ids', 'attention_mask', 'token_type_ids'].map(tokens),
    value(12, 'last_hidden_state', float32, ['batch', 'tokens', width]),
  )
}

/** As an exported sentence-transformer: the sum over the tokens that are there, beside their own vectors. */
export const buildSentenceEncoder = (rows: readonly (readonly number[])[]): Buffer => {
  const width = rows[0]?.length ?? 0
  return model(
    node('Gather', ['rows', 'input_ids'], 'token_embeddings'),
    node('Cast', ['attention_mask'], 'there', whole('to', float32)),
    node('Unsqueeze', ['there'], 'weights', wholes('axes', [2])),
    node('Mul', ['token_embeddings', 'weights'], 'weighed'),
    node('ReduceSum', ['weighed'], 'sentence_embedding', wholes('axes', [1]), whole('keepdims', 0)),
    table('rows', rows),
    ...['input_ids', 'attention_mask'].map(tokens),
    value(12, 'token_embeddings', float32, ['batch', 'tokens', width]),
    value(12, 'sentence_embedding', float32, ['batch', width]),
  )
}

/** No encoder of text: it asks for a picture. */
export const buildPictureModel = (): Buffer =>
  model(
    node('Abs', ['pixels'], 'brightness'),
    value(11, 'pixels', float32, ['batch', 2]),
    value(12, 'brightness', float32, ['batch', 2]),
  )

/** A file that is no model, is damaged, or was made by a version that reads texts in another way. The message says which. */
export class ModelRefused extends Error {
  override name = 'ModelRefused'
}

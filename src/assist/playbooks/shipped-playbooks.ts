/** The playbooks that ship: one folder a language, beside this file in the sources as in the built package. */
export const shippedPlaybooks = new URL('./', import.meta.url)

/** What a page says once about what was just done, by code (`said` of an answer). */
export const said = {
  saved: 'Saved.',
  'signed-out': 'You have signed out.',
}

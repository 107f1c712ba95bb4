/** What a page says once about what was just done, by code (`said` of an answer). */
export const said = {
  saved: 'Saved.',
  'role-changed': 'The role is changed. They sign in anew with it.',
  'user-disabled': 'They cannot sign in any more, and are signed out everywhere.',
  'user-enabled': 'They can sign in again.',
  'user-signed-out': 'They are signed out everywhere.',
  'user-added': 'They are added, and can sign in.',
  'mode-set': 'The mode is saved, and holds from the next ticket on.',
  'triage-stopped': 'Triage writes nothing any more.',
  'triage-resumed': 'Triage writes again, where the modes allow it.',
  'model-used': 'The model is in use; other replicas follow within seconds.',
  paused: 'It is paused. What comes is kept.',
  resumed: 'It is resumed.',
  'rules-saved': 'The rules are saved, and in use.',
  'key-revoked': 'The key is revoked.',
  'account-saved': 'Your account is saved.',
  'signed-out': 'You have signed out.',
  again:
    'Please try again: the page was open for too long, or your browser keeps no cookies of this address. Nothing was changed.',
  'signed-out-everywhere': 'You have signed out everywhere.',
  welcome: 'You are in. Next time, sign in with your e-mail and password.',
  'password-changed': 'The password is changed, and you are signed out everywhere else.',
  learning:
    'Training has begun. It runs in the background, and the new model is used only when it is better.',
  dismissed: 'Dismissed.',
  'sent-again': 'It goes on its way again.',
  'rule-written': 'The rule is written and in force.',
}

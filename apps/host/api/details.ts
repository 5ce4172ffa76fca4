/**
 * What refusals say, in both languages; `{}` stands for a name that is the same in both. A spec finds every sentence that
 * a refusal is made with and that is missing here.
 */
const sentences: readonly (readonly [english: string, french: string])[] = [
  ['no such ticket', 'ce ticket n’existe pas'],
  ['no such ticket to relate it to', 'le ticket auquel le lier n’existe pas'],
  ['one of these tickets is not there', 'un de ces tickets n’existe pas'],
  ['nobody has put it under another ticket', 'personne ne l’a rattaché à un autre ticket'],
  ['no such connection', 'cette connexion n’existe pas'],
  ['no such file', 'ce fichier n’existe pas'],
  ['no such run', 'ce passage n’existe pas'],
  ['no such migration', 'cette migration n’existe pas'],
  ['no such account', 'ce compte n’existe pas'],
  ['no such token', 'ce jeton n’existe pas'],
  ['no such dead letter', 'cette lettre morte n’existe pas'],
  ['no such open conflict', 'ce conflit n’existe pas ou est décidé'],
  ['no such one of yours', 'rien de ce nom ne vous appartient'],
  ['nothing of that name', 'rien ne porte ce nom'],
  ['nobody of that fingerprint was looked for there', 'personne de cette empreinte n’y a été cherché'],
  ['no such upload of yours', 'vous n’avez pas déposé ce fichier'],
  [
    'its content is not kept, and the tool that had it is gone',
    'son contenu n’est pas gardé, et l’outil qui l’avait a disparu',
  ],
  ['its content is not kept, and the tool does not give it', 'son contenu n’est pas gardé, et l’outil ne le donne pas'],
  ['the last plan has no such undecided word; plan again', 'le dernier plan n’a pas ce mot à décider ; refaites-le'],
  ['something goes on with {} already', '{} est déjà en cours'],
  ['{}: not a file of mappings', '{} n’est pas un fichier de mapping'],
  ['this house has no OpenID provider', 'aucun fournisseur OpenID n’est configuré ici'],
  ['this house has no local accounts', 'aucun compte local n’existe ici'],
  ['the OpenID provider does not answer', 'le fournisseur OpenID ne répond pas'],
  ['the OpenID provider did not confirm who you are', 'le fournisseur OpenID n’a pas confirmé qui vous êtes'],
  ['this way back was not begun here, or too long ago', 'ce retour n’a pas commencé ici, ou il y a trop longtemps'],
  ['nobody has given you an account here', 'personne ne vous a donné de compte ici'],
  ['this came from a page of another site', 'cela vient d’une page d’un autre site'],
  ['the token is unknown, expired or revoked', 'ce jeton est inconnu, expiré ou révoqué'],
  ['a token makes no other token', 'un jeton n’en crée pas d’autre'],
  ['a token ends itself and no other', 'un jeton ne révoque que lui-même'],
  ['this takes the right «{}»', 'il faut le droit « {} »'],
  ['sharing takes the right «operate»', 'il faut le droit « operate » pour partager'],
  ['this ticket lives in no tool of a mirror', 'ce ticket n’est dans aucun outil d’un miroir'],
  ['no field is called «{}»', 'aucun champ ne s’appelle « {} »'],
  [
    'expected one file in the field «file» of a multipart form',
    'un seul fichier est attendu, dans le champ « file » d’un formulaire',
  ],
  ['expected another password than the old one', 'choisissez un autre mot de passe que l’ancien'],
  [
    'expected a cursor that an earlier page of the same sort answered as «next», another text came',
    'cette suite n’est pas celle d’une page du même tri',
  ],
  ['expected a login that nobody has, «{}» is taken', 'l’identifiant « {} » est déjà pris'],
];

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
const patterns = sentences.map(
  ([english, french]) => [new RegExp(`^${escaped(english).replaceAll('{}', '(.{1,400}?)')}$`, 'su'), french] as const,
);

/** In French; null where nobody has written what it would be. */
export function frenchOf(english: string): string | null {
  for (const [pattern, french] of patterns) {
    const found = pattern.exec(english);
    // A function, since «$&» in a name would mean something else.
    if (found) return french.replace('{}', () => found[1] ?? '');
  }
  return null;
}

/** What a tool, the river or a library says stays as it is, and is quoted as theirs. */
export function detailIn(language: 'fr' | 'en', said: string): string {
  return language === 'en' ? said : (frenchOf(said) ?? `réponse d’origine : « ${said} »`);
}

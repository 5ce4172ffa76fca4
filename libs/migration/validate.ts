import { asIs, type NativeFields, type NativeValue, type NativeVocabulary } from '@passerelle/connector';
import type { PlanFault } from './migration-plan.js';
import { nothingCame } from './told-words.js';

/** Holds a rendered draft against what the target itself admits to: fields, choices, mandatory ones, lengths. */
export function validateDraft(
  number: string,
  nativeClass: string,
  fields: NativeFields,
  vocabulary: NativeVocabulary | null,
): readonly PlanFault[] {
  if (vocabulary === null) return [];
  const rules = vocabulary.classes[nativeClass];
  if (!rules) {
    const classes = Object.keys(vocabulary.classes).join(', ');
    return [
      {
        number,
        field: 'class',
        expected: { fr: `l’une de ces classes : ${classes}`, en: `one of ${classes}` },
        came: asIs(nativeClass),
        advice: {
          fr: 'choisissez une autre classe avec «as» dans la route',
          en: 'choose another class with «as» in the route',
        },
      },
    ];
  }
  const faults: PlanFault[] = [];
  for (const [field, value] of Object.entries(fields)) {
    const rule = rules[field];
    if (!rule) {
      faults.push({
        number,
        field,
        expected: { fr: `un champ de la classe ${nativeClass}`, en: `a field of ${nativeClass}` },
        came: asIs(field),
        advice: {
          fr: 'retirez sa ligne du mapping, ou donnez le droit de le lire',
          en: 'remove its row from the mapping, or grant the right to read it',
        },
      });
      continue;
    }
    const text = textOf(value);
    if (text === '') continue;
    if (rule.maxLength !== null && text.length > rule.maxLength) {
      faults.push({
        number,
        field,
        expected: {
          fr: `au plus ${rule.maxLength} caractères (${rule.label})`,
          en: `at most ${rule.maxLength} characters (${rule.label})`,
        },
        came: { fr: `${text.length} caractères`, en: `${text.length} characters` },
        advice: {
          fr: 'raccourcissez-le dans la source, ou faites-le correspondre à un champ plus long',
          en: 'shorten it in the source, or map it to a longer field',
        },
      });
    }
    if (rule.choices !== null && typeof value === 'string')
      faults.push(...choiceFaults(number, field, value, fields, rule.label, rule.choices));
  }
  for (const field in rules) {
    const rule = rules[field];
    if (rule?.mandatory && textOf(fields[field] ?? null) === '') {
      faults.push({
        number,
        field,
        expected: {
          fr: `une valeur, car «${rule.label}» est obligatoire`,
          en: `a value, since ${rule.label} is mandatory`,
        },
        came: nothingCame,
        advice: {
          fr: 'donnez-lui dans le mapping un champ ou une valeur par défaut',
          en: 'map a field or a default to it',
        },
      });
    }
  }
  return faults;
}

type Choices = NonNullable<NativeVocabulary['classes'][string][string]['choices']>;

function choiceFaults(
  number: string,
  field: string,
  value: string,
  fields: NativeFields,
  label: string,
  choices: Choices,
): readonly PlanFault[] {
  const fitting = choices.filter(({ code }) => code === value);
  const valid = fitting.some(
    ({ active, under }) => active && (!under || textOf(fields[under.field] ?? null) === under.code),
  );
  if (valid) return [];
  const active = [...new Set(choices.flatMap((choice) => (choice.active ? [choice.code] : [])))]
    .slice(0, 15)
    .join(', ');
  return [
    {
      number,
      field,
      expected: { fr: `un choix de «${label}» : ${active}`, en: `a choice of ${label}: ${active}` },
      came: asIs(value),
      advice: {
        fr: 'la cible l’écarterait sans rien dire : faites-le correspondre à l’un de ceux-ci',
        en: 'the target would drop it without a word: map it to one of these',
      },
    },
  ];
}

function textOf(value: NativeValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item: NativeValue) => textOf(item)).join(',');
  const reference = value as { readonly id: string | null; readonly name: string | null };
  return reference.id ?? reference.name ?? '';
}

import type { NativeFields, NativeValue, NativeVocabulary } from '@passerelle/connector';
import type { PlanFault } from './migration-plan.js';

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
    const expected = `one of ${Object.keys(vocabulary.classes).join(', ')}`;
    return [
      { number, field: 'class', expected, came: nativeClass, advice: 'choose another class with «as» in the route' },
    ];
  }
  const faults: PlanFault[] = [];
  for (const [field, value] of Object.entries(fields)) {
    const rule = rules[field];
    if (!rule) {
      faults.push({
        number,
        field,
        expected: `a field of ${nativeClass}`,
        came: field,
        advice: 'remove its row from the mapping, or grant the right to read it',
      });
      continue;
    }
    const text = textOf(value);
    if (text === '') continue;
    if (rule.maxLength !== null && text.length > rule.maxLength) {
      const expected = `at most ${rule.maxLength} characters (${rule.label})`;
      faults.push({
        number,
        field,
        expected,
        came: `${text.length} characters`,
        advice: 'shorten it in the source, or map it to a longer field',
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
        expected: `a value, since ${rule.label} is mandatory`,
        came: 'nothing',
        advice: 'map a field or a default to it',
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
  const expected = `a choice of ${label}: ${[...new Set(choices.filter(({ active }) => active).map(({ code }) => code))].slice(0, 15).join(', ')}`;
  return [
    { number, field, expected, came: value, advice: 'the target would drop it without a word: map it to one of these' },
  ];
}

function textOf(value: NativeValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((item: NativeValue) => textOf(item)).join(',');
  const reference = value as { readonly id: string | null; readonly name: string | null };
  return reference.id ?? reference.name ?? '';
}

/** What people are told of a folder that has another name at the target: which one, and why. So that each can be found again. */
import { type Text, text } from '../../planning/text.ts';
import type { Reason } from './placing.ts';

/** `reasons` may be empty: the name was given no other for any of them. */
export function becomes(target: string, reasons: readonly Reason[]): Text {
  const whys = reasons.map(why);
  const [en, fr] = [whys.map((one) => one.en).join('; '), whys.map((one) => one.fr).join('\u00A0; ')];
  return text(
    `becomes "${target}"${en === '' ? '' : `: ${en}`}`,
    `devient «\u00A0${target}\u00A0»${fr === '' ? '' : `\u00A0: ${fr}`}`,
  );
}

export const goesAlong = (target: string, other: string): Text =>
  text(
    `goes to "${target}" as "${other}" does, as the plan says`,
    `va dans «\u00A0${target}\u00A0» comme «\u00A0${other}\u00A0», comme le dit le plan`,
  );

export const leftOut = text('is left out, as the plan says', 'est laissé de côté, comme le dit le plan');

export const clashes = (other: string, isByCase: boolean): Text =>
  isByCase
    ? text(`differs from "${other}" by case alone`, `ne diffère de «\u00A0${other}\u00A0» que par la casse`)
    : text(
        `looks the same as "${other}" and is written otherwise`,
        `a le même aspect que «\u00A0${other}\u00A0» et s’écrit autrement`,
      );

function why(reason: Reason): Text {
  switch (reason.kind) {
    case 'signs':
      return signs(reason.signs);
    case 'deep':
      return deep(reason.most);
    case 'taken':
      return text(
        `without the sign at its end it would fall together with "${reason.other}"`,
        `sans le signe à sa fin, il se confondrait avec «\u00A0${reason.other}\u00A0»`,
      );
    default:
      return WHYS[reason.kind];
  }
}

const CONTROL = /[\p{Cc}\u2028\u2029\p{Cs}\p{Noncharacter_Code_Point}]/gu;

function signs(refused: string): Text {
  const shown = Array.from(refused.replace(CONTROL, '')).join(' ');
  if (shown === '')
    return text('control characters are replaced', 'les caractères de contrôle sont remplacés');
  const told =
    shown.length === refused.length * 2 - 1
      ? text('', '')
      : text(' and control characters', ' et caractères de contrôle');
  return text(
    `the target takes no ${shown}${told.en} in a name`,
    `la cible n’accepte pas ${shown}${told.fr} dans un nom`,
  );
}

const deep = (most: number): Text =>
  most === 1
    ? text(
        'the target has one level, deeper ones are joined',
        'la cible n’a qu’un niveau, les plus profonds y sont réunis',
      )
    : text(
        `the target takes ${most} levels, deeper ones are joined`,
        `la cible accepte ${most} niveaux, les plus profonds sont réunis`,
      );

const WHYS = {
  inbox: text('it is the inbox', 'c’est la boîte de réception'),
  plan: text('as the plan says', 'comme le dit le plan'),
  earlier: text('as in an earlier run', 'comme lors d’un passage précédent'),
  use: text('the target has that folder for the same use', 'la cible a ce dossier pour le même usage'),
  name: text(
    'the target has that folder for what its name says',
    'la cible a ce dossier pour ce que dit son nom',
  ),
  spelling: text('the target takes both spellings for one', 'la cible confond les deux graphies'),
  ends: text('the target keeps no such beginning or end', 'la cible ne garde ni ce début ni cette fin'),
  empty: text('a name is neither empty nor dots alone', 'un nom n’est ni vide ni fait de points seuls'),
  reserved: text('the target keeps that name for itself', 'la cible se réserve ce nom'),
  long: text('the target takes no longer name', 'la cible n’accepte pas de nom plus long'),
  closed: text('the target has nothing below that folder', 'la cible n’a rien sous ce dossier'),
  gmail: text('[Gmail] is no folder', '[Gmail] n’est pas un dossier'),
  above: text('as the folder it lies in', 'comme le dossier qui le contient'),
} as const;

/** What each declaration is, in one sentence of each language. */
import type { DeclarationKeyword } from '../../../../grammar/patterns.ts';

export const DECLARATION_WORDS: Readonly<Record<DeclarationKeyword, Readonly<Record<'en' | 'fr', string>>>> =
  {
    plan: {
      en: 'The plan itself: its language, its time zone, where mail comes from and goes to, and its other files.',
      fr: 'Le plan lui-même\u00A0: sa langue, son fuseau horaire, d’où vient le courrier et où il va, ses autres fichiers.',
    },
    endpoint: {
      en: 'A mail system that mail comes from or goes to.',
      fr: 'Un système de messagerie d’où vient le courrier, ou vers lequel il va.',
    },
    licence: {
      en: 'What a mailbox costs, and how much it may hold.',
      fr: 'Ce que coûte une boîte, et combien elle peut contenir.',
    },
    unit: {
      en: 'A part of the organisation, below another or at its top.',
      fr: 'Une partie de l’organisation, sous une autre ou à son sommet.',
    },
    policy: {
      en: 'What is to be kept to in the whole plan, or in one unit and those below it.',
      fr: 'Ce qui est à respecter dans tout le plan, ou dans une unité et celles qui en dépendent.',
    },
    timeline: {
      en: 'The steps of a lot’s move, in days from its date.',
      fr: 'Les étapes du départ d’un lot, en jours à partir de sa date.',
    },
    lot: {
      en: 'Who moves together, and on which day.',
      fr: 'Qui part ensemble, et quel jour.',
    },
    domain: {
      en: 'A domain that the target serves.',
      fr: 'Un domaine que sert la cible.',
    },
    mailbox: {
      en: 'One person’s mailbox.',
      fr: 'La boîte d’une personne.',
    },
    shared: {
      en: 'A mailbox that several people open, each as themselves.',
      fr: 'Une boîte que plusieurs personnes ouvrent, chacune avec son propre compte.',
    },
    resource: {
      en: 'A room or a piece of equipment that can be booked.',
      fr: 'Une salle ou un équipement que l’on réserve.',
    },
    list: {
      en: 'An address that sends on to its members.',
      fr: 'Une adresse qui renvoie vers ses membres.',
    },
    alias: {
      en: 'One more address of a mailbox, shared mailbox, resource or list.',
      fr: 'Une adresse de plus pour une boîte, une boîte partagée, une ressource ou une liste.',
    },
    forward: {
      en: 'An address that is left behind and sends on for a while.',
      fr: 'Une adresse que l’on quitte et qui renvoie encore un temps.',
    },
    drop: {
      en: 'An address that is left behind for good, and why.',
      fr: 'Une adresse abandonnée pour de bon, et pourquoi.',
    },
    template: {
      en: 'Declarations that are stamped into each domain that uses it.',
      fr: 'Des déclarations reprises dans chaque domaine qui l’utilise.',
    },
  };

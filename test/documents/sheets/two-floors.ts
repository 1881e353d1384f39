/** The plan whose sheets most tests send and take back: one unit with a person of everything, another beside it. */
import { expect } from 'vitest';

export const PLAN = `# What the committee decided.
plan "Two floors" { locale en }
licence E1 "Web" { price 2.76 EUR/month; quota 50 GB }
licence E3 "Installed" { price 8.24 EUR/month; quota 100 GB }
unit meuse "Meuse" { kind federation; admin anna@a.example; site 12 "Ground floor" }
unit vosges "Vosges" { kind federation }
domain a.example { unit meuse }
domain b.example { unit vosges }
lot first "First" { date 2027-03-08; unit meuse }
lot second { date 2027-04-08; unit vosges }

# The secretary.
mailbox anna@a.example E3 "Anna Bell" {
  given "Anna"
  phone "+33 3 29 00 00 00"  # her desk
  quota 80 GB
  alias a.bell@a.example
}
mailbox jean@a.example E1 "Jean Roy"
mailbox elsewhere@b.example E1 "Elsewhere"

shared info@a.example "Info" {
  access anna@a.example full, send-as
  access jean@a.example read  # only looks
}

alias hello@a.example -> info@a.example
drop old@a.example "since 2019"
`;

/** The plan with one text in place of another: what an import is expected to come to. */
export const planWith = (before: string, after: string): string => {
  expect(PLAN).toContain(before);
  return PLAN.replace(before, () => after);
};

import { describe, expect, it } from 'vitest';
import type { ChatKind, MemberRole, Permissions } from './chat.ts';
import {
  type Actor,
  mayCancelAppointment,
  mayClosePoll,
  mayDelete,
  mayEdit,
  mayInform,
  mayMentionAll,
  mayWrite,
  type Subject,
} from './messageRights.ts';

const roles: readonly MemberRole[] = ['owner', 'admin', 'member'];
const poll = { choices: [], several: false, closedAt: null };
const appointment = {
  startsAt: 1,
  endsAt: null,
  allDay: false,
  place: '',
  description: '',
  coming: [],
  cancelled: false,
};

type Whose = 'own' | 'anothers' | 'agent asked by me' | 'agent asked by another' | 'agent asked by nobody';

const subjects: Record<Whose, Subject> = {
  own: { senderId: 'ada', senderKind: 'user', deletedAt: null, askedBy: null },
  anothers: { senderId: 'ben', senderKind: 'user', deletedAt: null, askedBy: null },
  'agent asked by me': { senderId: 'coder', senderKind: 'agent', deletedAt: null, askedBy: 'ada' },
  'agent asked by another': { senderId: 'coder', senderKind: 'agent', deletedAt: null, askedBy: 'ben' },
  'agent asked by nobody': { senderId: 'coder', senderKind: 'agent', deletedAt: null, askedBy: null },
};
const whose = Object.keys(subjects) as Whose[];
const cases = roles.flatMap((role) => whose.map((who) => ({ role, who })));

const actorOf = (role: MemberRole): Actor => ({ userId: 'ada', role });

describe('what may be done with a message', () => {
  it.each(cases)('$role, $who', ({ role, who }) => {
    const actor = actorOf(role);
    const subject = subjects[who];
    const withdraws = role !== 'member' || who === 'own' || who === 'agent asked by me';
    expect(mayEdit(actor, subject)).toBe(who === 'own');
    expect(mayInform(actor, subject)).toBe(who === 'own');
    expect(mayDelete(actor, subject)).toBe(withdraws);
    expect(mayClosePoll(actor, { ...subject, poll })).toBe(withdraws);
    expect(mayCancelAppointment(actor, { ...subject, appointment })).toBe(withdraws);
  });

  it.each(cases)('nothing once it is deleted: $role, $who', ({ role, who }) => {
    const actor = actorOf(role);
    const gone = { ...subjects[who], deletedAt: 1, poll, appointment };
    for (const may of [mayEdit, mayInform, mayDelete, mayClosePoll, mayCancelAppointment]) {
      expect(may(actor, gone)).toBe(false);
    }
  });

  it('does not take what an agent is called for a person', () => {
    const actor = { userId: 'coder', role: 'member' } as const;
    expect(mayEdit(actor, subjects['agent asked by another'])).toBe(false);
    expect(mayDelete(actor, subjects['agent asked by another'])).toBe(false);
  });

  it('leaves what others have voted on or accepted as they saw it', () => {
    expect(mayEdit(actorOf('owner'), { ...subjects.own, poll })).toBe(false);
    expect(mayEdit(actorOf('owner'), { ...subjects.own, appointment })).toBe(false);
  });

  it('closes and cancels only what there is, and once', () => {
    const owner = actorOf('owner');
    expect(mayClosePoll(owner, subjects.own)).toBe(false);
    expect(mayClosePoll(owner, { ...subjects.own, poll: { ...poll, closedAt: 5 } })).toBe(false);
    expect(mayCancelAppointment(owner, subjects.own)).toBe(false);
    expect(mayCancelAppointment(owner, { ...subjects.own, appointment: { ...appointment, cancelled: true } })).toBe(
      false,
    );
  });
});

describe('who writes', () => {
  const kinds: readonly ChatKind[] = ['direct', 'group', 'project'];
  const permissions = (write: Permissions['write'], mentionAll: Permissions['mentionAll']): Permissions => ({
    addMembers: 'admins',
    write,
    mentionAll,
  });
  const allowed = ['everyone', 'admins'] as const;

  it.each(
    kinds.flatMap((kind) =>
      roles.flatMap((role) => allowed.flatMap((write) => allowed.map((all) => ({ kind, role, write, all })))),
    ),
  )('$kind, $role, write: $write, @all: $all', ({ kind, role, write, all }) => {
    const place = { kind, permissions: permissions(write, all) };
    const manages = kind === 'direct' || role !== 'member';
    expect(mayWrite(role, place)).toBe(manages || write === 'everyone');
    expect(mayMentionAll(role, place)).toBe(manages || all === 'everyone');
  });
});

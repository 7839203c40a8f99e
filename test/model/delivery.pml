/* Delivery of a task into an agent's composer: exhaustive model. See docs/delivery.md and run.sh.
 *
 * goals.db  : tst, town            (backlog: status and owning claim)
 * state.db  : l*                   (ledger, one per daemon)
 * tmux      : mk, pinc, pal, hum   (mark on the pane, pane identity, last key of a person)
 * pty+agent : q*, comp, mode, ...  (unread input, composer, what has the keyboard)
 * memory    : pc, v*, res          (gone at a crash; a frozen daemon is one that is not scheduled)
 * in flight : op[d] is a tmux child of the living daemon, op[ND+d] one that outlived it
 *
 * -DV_xxx switches one tempting mistake on; -DCOOP makes the world kind, except for crashes.
 */
#ifndef NT
#define NT 1
#endif
#ifndef ND
#define ND 1
#endif
#ifndef NP
#define NP 1
#endif
#ifndef NC
#define NC 3
#endif
#ifndef CRASHES
#define CRASHES 2
#endif
#ifndef HUMAN
#define HUMAN 0
#endif
#ifndef DIALOGS
#define DIALOGS 0
#endif
#ifndef DEATHS
#define DEATHS 0
#endif
#ifndef RESTARTS
#define RESTARTS 0
#endif
#ifndef SWALLOWS
#define SWALLOWS 0
#endif
#ifndef LEASES
#define LEASES 0
#endif
#ifndef RECEIPTS
#define RECEIPTS 0
#endif
#ifndef LEDGERLOSSES
#define LEDGERLOSSES 0
#endif
#ifdef COOP
#define KIND
#endif
#ifndef STRICTPASTE
#define STRICTPASTE false       /* true: a text must not even be sent to a dialog that is on the screen */
#endif
#ifdef KIND
#define PATIENCE(p) (q0[p]==0 && rp==0 && mode[p]!=BUSY)
#else
#define PATIENCE(p) true
#endif

/* task status */
#define PEND 0
#define CLAIMED 1
#define SENT 2
#define DONE 3
#define UNS 4
/* ledger phase */
#define NONE 0
#define CLAIMING 1
#define ASSIGNED 2
#define PASTING 3
#define PASTED 4
#define ENTERING 5
#define ENTERED 6
#define DELIVERED 7
#define COMPLETING 8
#define UNSURING 9
#define RELEASING 10
/* marks */
#define M(c,s) ((c)*8+(s))
#define S_PASTED 1
#define S_ENTERED 2
#define S_VOID 3
#define S_CLOSED 4
#define S_HELD 5
#define S_ENTERED2 6
#define OPEN(m) ((m)==0 || ((m)%8)==S_VOID || ((m)%8)==S_CLOSED)
/* tmux commands, and their answers */
#define PASTE 1
#define ENTER 2
#define VOID 3
#define HOLD 4
#define CLOSE 5
#define ENTER2 6
#define MARKONLY 7
#define PASTEONLY 8
#define R_OK 1
#define R_REF 2
#define R_GONE 3
#define R_PASTED 4
#define R_OTHER 5
/* keys in the pty */
#define K_ENTER 20
#define K_TEXT 30
#define K_CLEAR 31
#define K_HENTER 32
#define K_ESC 33
/* who has the keyboard */
#define IDLE 0
#define BUSY 1
#define DIALOG 2
/* daemon memory */
#define R 0
#define HAVE 1
#define BEGIN 3
#define BEGUN 4
#define DOPASTE 5
#define WPASTE 6
#define WVOID 7
#define CRELEASE 8
#define CPASTED 9
#define CENTERING 10
#define DOENTER 11
#define WENTER 12
#define CENTERED 13
#define CDELIV 14
#define WHOLD 15
#define CUNSURE 16
#define WCLOSE 17
#define FINISH 18
#define RELEASED 19
#define DROP 20
#define WENTER2 21
#define WMARK 22
#define DOMARK 23
#define NOTHING 24
#define EARLY 25

#define BIT(c) (1<<(c))
#define TASKBITS (255-1)
#define HAS(p,c) ((comp[p] & BIT(c)) != 0)

byte tst[NT], town[NT];
byte lph[ND], lcl[ND], ltk[ND], lprev[ND], lpi[ND], lag[ND], lhum[ND];
byte pc[ND], vprev[ND], vpi[ND], vag[ND], vhum[ND], res[ND];
byte op[2*ND], oc[2*ND], oprev[2*ND], opi[2*ND], ohum[2*ND];
byte mk[NP], pinc[NP], hum[NP]; bool pal[NP];
byte q0[NP], q1[NP], q2[NP], q3[NP], comp[NP], mode[NP], ainc[NP], last[NP];
bool nl[NP], restored[NP];
byte sub[NT], ctask[NC+1];
byte rp, rc;                       /* receipts under way, receipts on disk (bit per claim) */
byte nextc = 1;
byte crashes = CRASHES, humans = HUMAN, dialogs = DIALOGS, deaths = DEATHS, restarts = RESTARTS, swallows = SWALLOWS, leases = LEASES, ledgerlosses = LEDGERLOSSES;
#ifdef PLAIN
byte gt, gc, gm;
#else
hidden byte gt, gc, gm;
#endif

bool gsplit;
#ifdef V_HOOKSPLIT
#define PUSHPASTE gsplit=1      /* somebody's blocking hook between our two commands */
#else
#define PUSHPASTE push(p,oc[s])
#endif
inline push(p, x) {
  if :: q0[p]==0 -> q0[p]=x
     :: q0[p]!=0 && q1[p]==0 -> q1[p]=x
     :: q0[p]!=0 && q1[p]!=0 && q2[p]==0 -> q2[p]=x
     :: else -> assert(q3[p]==0); q3[p]=x
  fi
}
inline submit(p, mine) {
  assert(!(mine) || (comp[p]&1)==0);                                    /* S5: our Enter never sends a person's draft */
  for (gc : 1 .. NC) {
    if :: HAS(p,gc) ->
          if :: (mine || !restored[p]) -> sub[ctask[gc]]++ :: else -> skip fi;
          assert(sub[ctask[gc]] <= 1);                                   /* S1 */
          if :: RECEIPTS -> rp = rp | BIT(gc) :: else -> skip fi
       :: else -> skip fi
  }
  last[p] = comp[p] & TASKBITS; comp[p]=0; nl[p]=0; restored[p]=0; mode[p]=BUSY
}
#ifdef V_NAMEID
#define SAMEPANE(p,i) pal[p]
#define SAMEAGENT(p,d) pal[p]
#else
#define SAMEPANE(p,i) (pal[p] && pinc[p]==(i))
#ifdef V_NOAGENTID
#define SAMEAGENT(p,d) (pal[p] && pinc[p]==lpi[d])
#else
#define SAMEAGENT(p,d) (pal[p] && pinc[p]==lpi[d] && ainc[p]==lag[d])
#endif
#endif
#ifdef V_NOHUMAN
#define CALM(p,h) true
#else
#define CALM(p,h) (hum[p]==(h))
#endif
#if defined(V_TIMER)
#define AGAIN(p,c) true
#define AGAINLOOK(p,c,h) true
#elif defined(V_STANDS)
#define AGAIN(p,c) SCREENOK(p,c)
#define AGAINLOOK(p,c,h) (comp[p]==BIT(c) && mode[p]==IDLE && CALM(p,h) && !(rc & BIT(c)))
#else
#define AGAIN(p,c) (SCREENOK(p,c) && nl[p])
#define AGAINLOOK(p,c,h) (comp[p]==BIT(c) && mode[p]==IDLE && nl[p] && CALM(p,h) && !(rc & BIT(c)))
#endif
#ifdef KIND
#define NOTHINGELSE (!(GOOD) && !(lph[d]!=ENTERED && (mk[p]==M(lcl[d],S_ENTERED) || mk[p]==M(lcl[d],S_ENTERED2))) && !(lph[d]==ENTERED && SAMEAGENT(p,d) && !HAS(p,lcl[d]) && CALM(p,lhum[d])) && !(lph[d]==ENTERED && mk[p]==M(lcl[d],S_ENTERED) && nl[p]))
#else
#define NOTHINGELSE true
#endif
/* The paste, too, is guarded in the server: the composer as the look saw it, empty and nothing over it. */
#if defined(V_STALELOOK) || defined(V_BLINDPASTE)
#define STILLFREE(p) true
#else
#define STILLFREE(p) (comp[p]==0 && mode[p]==IDLE)
#endif
#ifdef V_STALELOOK
#define SCREENOK(p,c) true
#else
#define SCREENOK(p,c) ((comp[p]==BIT(c)) && mode[p]==IDLE && CALM(p,ohum[s]))
#endif

/* One step of the tmux server: guard, effect and mark together. */
inline exec(s, p, r) {
  r = R_REF;
  if
  :: op[s]==PASTE -> if :: SAMEPANE(p,opi[s]) && mk[p]==oprev[s] && OPEN(mk[p]) && CALM(p,ohum[s]) && STILLFREE(p) -> assert(!(STRICTPASTE && mode[p]==DIALOG)); mk[p]=M(oc[s],S_PASTED); r=R_OK; PUSHPASTE
                        :: else -> skip fi
  :: op[s]==MARKONLY -> if :: SAMEPANE(p,opi[s]) -> mk[p]=M(oc[s],S_PASTED); r=R_OK :: else -> skip fi
  :: op[s]==PASTEONLY -> if :: SAMEPANE(p,opi[s]) -> push(p,oc[s]); r=R_OK :: else -> skip fi
  :: op[s]==ENTER -> if :: SAMEPANE(p,opi[s]) && mk[p]==M(oc[s],S_PASTED) && SCREENOK(p,oc[s]) ->
                           assert(mode[p]!=DIALOG);                     /* S4: not on a dialog that tmux has on the screen */
                           push(p,K_ENTER); mk[p]=M(oc[s],S_ENTERED); r=R_OK
                        :: else -> skip fi
  :: op[s]==ENTER2 ->
                      if :: SAMEPANE(p,opi[s]) && mk[p]==M(oc[s],S_ENTERED) && AGAIN(p,oc[s]) ->
                           assert(mode[p]!=DIALOG);
                           push(p,K_ENTER); mk[p]=M(oc[s],S_ENTERED2); r=R_OK
                        :: else -> skip fi
#ifdef V_SCREENONLY
  :: op[s]==VOID -> if :: !SAMEPANE(p,opi[s]) -> r=R_GONE :: SAMEPANE(p,opi[s]) && HAS(p,oc[s]) -> r=R_PASTED :: else -> r=R_OK fi
#else
  :: op[s]==VOID -> if :: !SAMEPANE(p,opi[s]) -> r=R_GONE
                       :: SAMEPANE(p,opi[s]) && mk[p]==oprev[s] ->
#ifndef V_NOTOMB
                            mk[p]=M(oc[s],S_VOID);
#endif
                            r=R_OK
                       :: SAMEPANE(p,opi[s]) && mk[p]!=oprev[s] && mk[p]==M(oc[s],S_VOID) -> r=R_OK
                       :: SAMEPANE(p,opi[s]) && mk[p]!=oprev[s] && mk[p]==M(oc[s],S_PASTED) -> r=R_PASTED
                       :: else -> r=R_OTHER
                    fi
#endif
  :: op[s]==HOLD -> if :: SAMEPANE(p,opi[s]) && (mk[p]/8)==oc[s] && ((mk[p]%8)==S_PASTED || (mk[p]%8)==S_ENTERED || (mk[p]%8)==S_ENTERED2) -> mk[p]=M(oc[s],S_HELD); r=R_OK
                       :: else -> skip fi
  :: op[s]==CLOSE -> if :: SAMEPANE(p,opi[s]) && (mk[p]/8)==oc[s] -> mk[p]=M(oc[s],S_CLOSED); r=R_OK :: else -> skip fi
  fi;
  if :: gsplit -> gsplit=0; r=0; op[s]=PASTEONLY
     :: else -> op[s]=0; oc[s]=0; oprev[s]=0; opi[s]=0; ohum[s]=0 fi
}
inline issue(d, what, prev) { op[d]=what; oc[d]=lcl[d]; oprev[d]=prev; opi[d]=lpi[d]; ohum[d]=lhum[d]; res[d]=0 }
inline forget(d) { lph[d]=NONE; lcl[d]=0; ltk[d]=0; lprev[d]=0; lpi[d]=0; lag[d]=0; lhum[d]=0; pc[d]=R }
inline lose(d) {       /* daemon gone or child past its deadline: the child may still run */
  if :: op[d]!=0 && op[ND+d]==0 -> op[ND+d]=op[d]; oc[ND+d]=oc[d]; oprev[ND+d]=oprev[d]; opi[ND+d]=opi[d]; ohum[ND+d]=ohum[d]
     :: true fi;
#ifdef V_LATELEDGER
  if :: lph[d]<PASTING -> forget(d) :: else -> skip fi;
#endif
  op[d]=0; oc[d]=0; oprev[d]=0; opi[d]=0; ohum[d]=0; res[d]=0; pc[d]=R; vprev[d]=0; vpi[d]=0; vag[d]=0; vhum[d]=0
}

proctype Daemon(byte d; byte p) {
end: do
  /* 1 state.db: the claim id exists before anybody is asked */
  :: atomic { pc[d]==R && lph[d]==NONE && nextc<=NC && (tst[0]==PEND || tst[NT-1]==PEND) -> lcl[d]=nextc; nextc++; lph[d]=CLAIMING }
#ifdef MINE
  /* recovery: a claim of this host that the ledger does not know was never typed */
  :: atomic { pc[d]==R && lph[d]==NONE && town[0]!=0 && (tst[0]==CLAIMED || tst[0]==SENT) ->
       assert(sub[0]==0); tst[0]=PEND; town[0]=0 }
#endif
#if LEDGERLOSSES
  /* the ledger itself is lost: what was only claimed was never typed, of what was begun nobody can tell */
  :: atomic { pc[d]==R && lph[d]==NONE && town[0]!=0 && tst[0]==CLAIMED -> assert(sub[0]==0); tst[0]=PEND; town[0]=0 }
#ifdef V_LOSTRELEASED
  :: atomic { pc[d]==R && lph[d]==NONE && town[0]!=0 && tst[0]==SENT -> tst[0]=PEND; town[0]=0 }
#else
  :: atomic { pc[d]==R && lph[d]==NONE && town[0]!=0 && tst[0]==SENT -> tst[0]=UNS }
#endif
  :: atomic { ledgerlosses>0 && lph[d]!=NONE -> ledgerlosses--; lose(d); forget(d) }
#endif
  /* 2 goals.db: claim, idempotent by claim id */
  :: atomic { pc[d]==R && lph[d]==CLAIMING ->
       gt = 0;
       do :: gt<NT && !(town[gt]==lcl[d] && tst[gt]==CLAIMED) -> gt++ :: else -> break od;
       if :: gt<NT -> pc[d]=HAVE
          :: gt==NT && tst[0]==PEND -> gt=0; tst[0]=CLAIMED; town[0]=lcl[d]; pc[d]=HAVE
          :: gt==NT && tst[0]!=PEND && tst[NT-1]==PEND -> gt=NT-1; tst[gt]=CLAIMED; town[gt]=lcl[d]; pc[d]=HAVE
          :: gt==NT && tst[0]!=PEND && tst[NT-1]!=PEND -> pc[d]=NOTHING
       fi;
       if :: pc[d]==HAVE -> ctask[lcl[d]]=gt; vprev[d]=gt :: else -> skip fi }
  :: atomic { pc[d]==NOTHING -> forget(d) }
  /* 3 state.db */
  :: atomic { pc[d]==HAVE -> ltk[d]=vprev[d]; vprev[d]=0; lph[d]=ASSIGNED; pc[d]=R }
  /* 4 look; then goals.db: begin */
  :: atomic { pc[d]==R && lph[d]==ASSIGNED && pal[p] && mode[p]==IDLE && comp[p]==0 && OPEN(mk[p]) ->
       vprev[d]=mk[p]; vpi[d]=pinc[p]; vag[d]=ainc[p]; vhum[d]=hum[p]; pc[d]=BEGIN }
#ifndef COOP
  :: atomic { pc[d]==R && lph[d]==ASSIGNED && !(pal[p] && mode[p]==IDLE && comp[p]==0 && OPEN(mk[p])) -> pc[d]=CRELEASE }
#endif
  :: atomic { pc[d]==BEGIN ->
       if
#ifdef V_NOFENCE
       :: true -> tst[ltk[d]]=SENT; town[ltk[d]]=lcl[d]; pc[d]=BEGUN
#else
       :: town[ltk[d]]==lcl[d] && (tst[ltk[d]]==CLAIMED || tst[ltk[d]]==SENT) -> tst[ltk[d]]=SENT; pc[d]=BEGUN
       :: else -> pc[d]=DROP
#endif
       fi }
  :: atomic { pc[d]==DROP -> forget(d) }
  /* 5 state.db: paste started, with the identity and the mark it expects */
#ifdef V_EFFECTFIRST
  :: atomic { pc[d]==BEGUN -> lprev[d]=vprev[d]; lpi[d]=vpi[d]; lag[d]=vag[d]; lhum[d]=vhum[d]; pc[d]=DOPASTE }
  :: atomic { pc[d]==CPASTED -> lph[d]=PASTED; pc[d]=R }
#else
  :: atomic { pc[d]==BEGUN -> lprev[d]=vprev[d]; lpi[d]=vpi[d]; lag[d]=vag[d]; lhum[d]=vhum[d]; lph[d]=PASTING;
              vprev[d]=0; vpi[d]=0; vag[d]=0; vhum[d]=0; pc[d]=DOPASTE }
  :: atomic { pc[d]==CPASTED -> lph[d]=PASTED; pc[d]=R }
#endif
  /* 6 tmux: paste and mark */
#if defined(V_MARKFIRST)
  :: atomic { pc[d]==DOPASTE -> issue(d,MARKONLY,lprev[d]); pc[d]=WMARK }
  :: atomic { pc[d]==WMARK && res[d]!=0 -> issue(d,PASTEONLY,lprev[d]); pc[d]=WPASTE }
#elif defined(V_MARKAFTER)
  :: atomic { pc[d]==DOPASTE -> issue(d,PASTEONLY,lprev[d]); pc[d]=WMARK }
  :: atomic { pc[d]==WMARK && res[d]!=0 -> issue(d,MARKONLY,lprev[d]); pc[d]=WPASTE }
#else
  :: atomic { pc[d]==DOPASTE -> issue(d,PASTE,lprev[d]); pc[d]=WPASTE }
#endif
#ifdef V_EARLY
  :: atomic { pc[d]==WPASTE && res[d]==R_OK -> res[d]=0; pc[d]=EARLY }
  :: atomic { pc[d]==EARLY -> tst[ltk[d]]=DONE; pc[d]=CPASTED }
#else
  :: atomic { pc[d]==WPASTE && res[d]==R_OK -> res[d]=0; pc[d]=CPASTED }
#endif
  :: atomic { pc[d]==WPASTE && res[d]!=0 && res[d]!=R_OK -> res[d]=0; pc[d]=CRELEASE }   /* answered "refused": nothing was typed */
  /* recovery of PASTING: whoever wins the mark decides */
  :: atomic { pc[d]==R && lph[d]==PASTING -> issue(d,VOID,lprev[d]); pc[d]=WVOID }
  :: atomic { pc[d]==WVOID && res[d]!=0 ->
       if :: res[d]==R_OK -> pc[d]=CRELEASE
          :: res[d]==R_PASTED -> pc[d]=CPASTED
          :: else -> issue(d,HOLD,0); pc[d]=WHOLD
       fi; if :: pc[d]!=WHOLD -> res[d]=0 :: else -> skip fi }
  /* 7 look: our text alone in the composer; state.db: Enter started */
#define GOOD (SAMEAGENT(p,d) && mk[p]==M(lcl[d],S_PASTED) && comp[p]==BIT(lcl[d]) && mode[p]==IDLE && CALM(p,lhum[d]) && !(rc & BIT(lcl[d])))
  :: atomic { pc[d]==R && lph[d]==PASTED && GOOD -> lph[d]=ENTERING; pc[d]=DOENTER }
  :: atomic { pc[d]==R && lph[d]==ENTERING && GOOD -> pc[d]=DOENTER }
  :: atomic { pc[d]==R && (lph[d]==PASTED || lph[d]==ENTERING) && SAMEPANE(p,lpi[d]) && (mk[p]==M(lcl[d],S_ENTERED) || mk[p]==M(lcl[d],S_ENTERED2)) -> pc[d]=CENTERED }
  /* 8 tmux: Enter and mark */
  :: atomic { pc[d]==DOENTER -> issue(d,ENTER,0); pc[d]=WENTER }
  :: atomic { pc[d]==WENTER && res[d]==R_OK -> res[d]=0; pc[d]=CENTERED }
  :: atomic { pc[d]==WENTER && res[d]==R_REF -> res[d]=0; pc[d]=R }
  /* 9 state.db */
  :: atomic { pc[d]==CENTERED -> lph[d]=ENTERED; pc[d]=R }
  /* 10 proof: a receipt, or the text left the composer of the same agent and nobody typed */
  :: atomic { pc[d]==R && lph[d]>=PASTED && lph[d]<=ENTERED && (rc & BIT(lcl[d])) -> pc[d]=CDELIV }
#ifndef V_RECEIPTONLY
  :: atomic { pc[d]==R && lph[d]==ENTERED && SAMEAGENT(p,d) && !HAS(p,lcl[d]) && CALM(p,lhum[d]) -> pc[d]=CDELIV }
#endif
  /* Enter again: only when the first was seen to be swallowed and the text stands alone */
  :: atomic { pc[d]==R && lph[d]==ENTERED && SAMEAGENT(p,d) && mk[p]==M(lcl[d],S_ENTERED) && AGAINLOOK(p,lcl[d],lhum[d]) -> issue(d,ENTER2,0); pc[d]=WENTER2 }
  :: atomic { pc[d]==WENTER2 && res[d]!=0 -> res[d]=0; pc[d]=R }
  /* patience is over: close the mark against late children, then a person */
  :: atomic { pc[d]==R && lph[d]>=PASTED && lph[d]<=ENTERED && PATIENCE(p) && !(rc & BIT(lcl[d])) && NOTHINGELSE -> issue(d,HOLD,0); pc[d]=WHOLD }
  :: atomic { pc[d]==WHOLD && res[d]!=0 -> res[d]=0; pc[d]=CUNSURE }
  :: atomic { pc[d]==CUNSURE -> lph[d]=UNSURING; pc[d]=R }
  :: atomic { pc[d]==R && lph[d]==UNSURING ->
#ifdef COOP
       assert(false);                                                   /* L1: a crash alone never ends unsure */
#endif
       if :: town[ltk[d]]==lcl[d] && tst[ltk[d]]==SENT -> tst[ltk[d]]=UNS :: else -> skip fi; pc[d]=FINISH }
  /* 11 outcome: state.db, goals.db, mark, state.db */
  :: atomic { pc[d]==CDELIV -> lph[d]=DELIVERED; pc[d]=R }
  :: atomic { pc[d]==R && lph[d]==DELIVERED && (!SAMEAGENT(p,d) || (mode[p]==IDLE && q0[p]==0)) -> lph[d]=COMPLETING }
  :: atomic { pc[d]==R && lph[d]==COMPLETING -> assert(sub[ltk[d]]==1);  /* S2: done means submitted */
       if :: town[ltk[d]]==lcl[d] && tst[ltk[d]]==SENT -> tst[ltk[d]]=DONE :: else -> skip fi; issue(d,CLOSE,0); pc[d]=WCLOSE }
  :: atomic { pc[d]==WCLOSE && res[d]!=0 -> res[d]=0; pc[d]=FINISH }
  :: atomic { pc[d]==FINISH -> forget(d) }
  /* release: state.db, goals.db, state.db */
  :: atomic { pc[d]==CRELEASE -> lph[d]=RELEASING; pc[d]=R }
  :: atomic { pc[d]==R && lph[d]==RELEASING ->
       if :: town[ltk[d]]==lcl[d] && (tst[ltk[d]]==SENT || tst[ltk[d]]==CLAIMED) ->
#ifndef NOREL
             assert(sub[ltk[d]]==0 && !HAS(p,lcl[d]) && q0[p]!=lcl[d] && q1[p]!=lcl[d] && q2[p]!=lcl[d]);   /* S2: back to pending only if not typed */
#endif
             tst[ltk[d]]=PEND; town[ltk[d]]=0
          :: else -> skip fi; pc[d]=FINISH }
  /* kill -9 anywhere; a child that misses its deadline */
  :: atomic { crashes>0 && (lph[d]!=NONE || pc[d]!=R) -> crashes--; lose(d) }
od }

proctype Tmux() {
  byte s = 0;
end: do
  :: atomic { op[0]!=0 -> s=0; exec(s, 0, gm); res[0]=gm; s=0 }
  :: atomic { op[ND]!=0 -> s=ND; exec(s, 0, gm); s=0 }
  :: atomic { op[ND]!=0 -> op[ND]=0; oc[ND]=0; oprev[ND]=0; opi[ND]=0; ohum[ND]=0 }
#if ND==2
  :: atomic { op[1]!=0 -> s=1; exec(s, (NP-1), gm); res[1]=gm; s=0 }
  :: atomic { op[3]!=0 -> s=3; exec(s, (NP-1), gm); s=0 }
  :: atomic { op[3]!=0 -> op[3]=0; oc[3]=0; oprev[3]=0; opi[3]=0; ohum[3]=0 }
#endif
od }

inline pop(p) { q0[p]=q1[p]; q1[p]=q2[p]; q2[p]=q3[p]; q3[p]=0 }

proctype World(byte p) {
end: do
  :: atomic { q0[p]!=0 && q0[p]<=NC && mode[p]!=DIALOG ->
       assert((comp[p] & TASKBITS)==0);                                 /* S3 */
       comp[p] = comp[p] | BIT(q0[p]); pop(p) }
  :: atomic { q0[p]!=0 && q0[p]<=NC && mode[p]==DIALOG -> pop(p) }       /* a dialog eats the text */
  :: atomic { q0[p]==K_ENTER && mode[p]==DIALOG ->
#ifdef STRICT4
       assert(false);                                                   /* our Enter answered a dialog */
#endif
       pop(p); mode[p]=IDLE }
  :: atomic { q0[p]==K_ENTER && mode[p]!=DIALOG -> pop(p); if :: comp[p]!=0 -> submit(p,true) :: else -> skip fi }
  :: atomic { q0[p]==K_ENTER && mode[p]!=DIALOG && swallows>0 && comp[p]!=0 -> swallows--; pop(p);
#ifdef SILENT
       if :: nl[p]=1 :: true fi
#else
       nl[p]=1
#endif
     }
  :: atomic { q0[p]==K_HENTER && mode[p]==DIALOG -> pop(p); mode[p]=IDLE }
  :: atomic { q0[p]==K_HENTER && mode[p]!=DIALOG -> pop(p); if :: comp[p]!=0 -> submit(p,false) :: else -> skip fi }
  :: atomic { q0[p]==K_TEXT -> pop(p); if :: mode[p]!=DIALOG -> comp[p]=comp[p]|1 :: else -> skip fi }
  :: atomic { q0[p]==K_CLEAR -> pop(p); if :: mode[p]!=DIALOG -> comp[p]=0; nl[p]=0; restored[p]=0 :: else -> skip fi }
  :: atomic { q0[p]==K_ESC -> pop(p); if :: mode[p]==BUSY -> mode[p]=IDLE; comp[p]=comp[p]|last[p]; restored[p]=(last[p]!=0); last[p]=0
                                         :: mode[p]==DIALOG -> mode[p]=IDLE :: mode[p]==IDLE -> skip fi }
  :: atomic { mode[p]==BUSY -> mode[p]=IDLE; last[p]=0 }                 /* the turn ends, maybe before we look */
  :: atomic { mode[p]==DIALOG -> mode[p]=IDLE }
#ifdef DIALOG_BUSY_ONLY
  :: atomic { dialogs>0 && mode[p]==BUSY -> dialogs--; mode[p]=DIALOG }
#else
  :: atomic { dialogs>0 && mode[p]!=DIALOG -> dialogs--; mode[p]=DIALOG }
#endif
  :: atomic { humans>0 && pal[p] && q1[p]==0 -> humans--; hum[p]++;
       byte k; if :: k=K_TEXT :: k=K_CLEAR :: k=K_HENTER :: k=K_ESC fi; push(p,k); k=0 }
  :: atomic { restarts>0 && pal[p] -> restarts--; ainc[p]++; comp[p]=0; nl[p]=0; restored[p]=0; last[p]=0; mode[p]=IDLE;
       if :: true :: q0[p]=0; q1[p]=0; q2[p]=0; q3[p]=0 fi }
  :: atomic { deaths>0 && pal[p] -> deaths--; pal[p]=0; comp[p]=0; nl[p]=0; restored[p]=0; last[p]=0; mode[p]=IDLE; mk[p]=0; hum[p]=0;
       q0[p]=0; q1[p]=0; q2[p]=0; q3[p]=0 }
  :: atomic { !pal[p] -> pal[p]=1; pinc[p]++; ainc[p]++ }                /* same name, same place, another pane */
od }

proctype Clock() {
end: do
  :: atomic { rp!=0 -> rc = rc | rp; rp = 0 }
#ifdef V_REAPSENT
  :: atomic { leases>0 && (tst[0]==CLAIMED || tst[0]==SENT) -> leases--; tst[0]=PEND; town[0]=0 }
#else
  :: atomic { leases>0 && tst[0]==CLAIMED -> leases--; tst[0]=PEND; town[0]=0 }
#endif
od }

#define HELD(p) ((mk[p]%8)==S_HELD || (mk[p]%8)==S_PASTED || (mk[p]%8)==S_ENTERED || (mk[p]%8)==S_ENTERED2)
proctype End() {
endq: atomic { timeout ->
  for (gt : 0 .. (NT-1)) {
#ifdef SHOWUNSURE
    assert(tst[gt]!=UNS);
#endif
#ifdef MUSTDONE
    assert(tst[gt]==DONE);                                              /* L1 */
#endif
    assert(tst[gt]!=SENT);                                               /* S2: nothing is left hanging */
    assert(tst[gt]!=CLAIMED);
    if :: tst[gt]==DONE -> assert(sub[gt]==1)
       :: tst[gt]==UNS -> skip
       :: tst[gt]==PEND -> assert(sub[gt]==0 && (nextc>NC || HELD(0) || HELD(NP-1)))
    fi
  } }
#ifdef CYC
progress: do :: gc=0; gc=0 od                                               /* any other cycle is an error */
#endif
}
init { atomic {
  pal[0]=1; pal[NP-1]=1;
  run Daemon(0,0);
#if ND==2
  run Daemon(1,NP-1);
#endif
  run Tmux(); run World(0);
#if NP==2
  run World(1);
#endif
  run Clock(); run End() } }

// The hook as a Perl program, run by its own first line: no shell is started in between, and no module is loaded, because
// each of both takes as long as all the rest. It keeps what script.ts promises (X1 to X5).
import type { HookPlaces } from "./places.ts";

/** A text as a Perl literal. */
const literal = (text: string): string => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;

/** \`kept\`: the events that are left in the spool where nobody answers. */
export const perlProgram = (perl: string, dataDir: string, places: HookPlaces, kept: readonly string[]): string =>
  `#!${perl}
# drover's hook: hands what an agent says to the daemon of this data directory. It prints nothing and always succeeds.
# Arguments: AGENT EVENT [PAYLOAD]; without a payload it is read from standard input.
# Written by "drover hooks install", removed by "drover hooks uninstall".
my ($data, $spool) = (${literal(dataDir)}, ${literal(places.spool)});
my $kept = $ARGV[1] =~ /\\A(?:${kept.join("|")})\\z/;
${BODY}`;

const BODY = String.raw`
my ($agent, $event, $given) = @ARGV;
open STDERR, ">", "/dev/null";
$SIG{PIPE} = "IGNORE"; $SIG{ALRM} = sub { exit 0 }; alarm 1; binmode STDIN;
my $body = defined $given ? $given : do { local $/; <STDIN> };
$body = "" unless defined $body;
$body = substr($body, 0, 98304) . substr($body, -32768) if length $body > 131072;

# Where the daemon listens: beside its databases, or where its pid file says.
my $address = "$data/drover.sock";
if (!-S $address) {
  $address = "";
  if (open my $file, "<", "$data/drover.pid") {
    my $line = <$file>;
    $address = $1 if $line =~ /"socket":"([^"]+)"/ and -S $1;
  }
}
exit 0 if $address eq "" and !$kept;

# Who called: the agent's own shell, and what stands above it.
my $parents = getppid;
if (open my $stat, "<", "/proc/$parents/stat") {
  my $line = <$stat>;
  $parents .= " $1" if $line =~ /.*\) \S+ (\d+)/;
}
my ($tmux, $pane) = map { defined $_ ? $_ : "" } @ENV{"TMUX", "TMUX_PANE"};
$tmux = "" if $tmux =~ m{[^a-zA-Z0-9/._,:\@+-]};
$pane = "" unless $pane =~ /\A%[0-9]+\z/;

my $id = join "-", time, $$, int rand 1e9;
my $text = join "\r\n", "POST /api/hooks/$agent HTTP/1.1", "host: drover", "connection: close",
  "content-type: application/json", "content-length: " . length $body, "x-drover-id: $id", "x-drover-event: $event",
  "x-drover-parents: $parents", "x-drover-tmux: $tmux", "x-drover-pane: $pane", "x-drover-at: " . time . "000", "", $body;

my $answer = "";
if ($address ne "" and socket my $to, 1, 1, 0) {
  my $name = $^O =~ /darwin|bsd/ ? pack "CCa*x", 0, 1, $address : pack "Sa*x", 1, $address;
  if (connect $to, $name) {
    for (my $sent = 0; $sent < length $text;) { $sent += syswrite($to, $text, length($text) - $sent, $sent) || last }
    my $ready = ""; vec($ready, fileno $to, 1) = 1;
    sysread $to, $answer, 9 if select($ready, undef, undef, 0.15) > 0;
  }
}
exit 0 if $answer ne "" or !$kept;

# What may prove something later is kept.
mkdir $spool, 0700; opendir my $waiting, $spool or exit 0;
exit 0 if (() = readdir $waiting) >= 202;
umask 077; open my $file, ">", "$spool/.$id" or exit 0;
binmode $file; print $file $text; close $file or exit 0; rename "$spool/.$id", "$spool/$id.call";
exit 0;
`;

/** The same behind the shell script, which has found out data directory, spool and whether it is kept. */
export const PERL_BEHIND_SHELL = `my ($data, $spool, $kept) = @ENV{"D", "SPOOL", "K"};${BODY}`;

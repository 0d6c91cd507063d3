#!/usr/bin/env bash
# The demo: a private mail system, the daemon, and a real conversation through both, shown step by step.
#
# It runs until Ctrl-C, with the console open to look at; DEMO_EXIT=1 ends it after the conversation, with 0 only if every
# step succeeded. Everything it makes is in one directory under /tmp and is gone afterwards.
# DEMO_PORT (8025) is where the console listens; DEMO_PROGRAMS (.build/release) is where the programs are.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=${DEMO_PROGRAMS:-.build/release}
port=${DEMO_PORT:-8025}
password=helpdesk-demo

die() {
    echo "demo: $*" >&2
    exit 1
}

as_root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "Postfix must be started by root: run this as root, or install sudo"
    as_root=(sudo)
fi

dir=$(mktemp -d /tmp/tally-demo.XXXXXX)
chmod 711 "$dir"
daemon=
clean_up() {
    trap '' INT TERM
    if [ -n "$daemon" ]; then
        kill -TERM "$daemon" 2>/dev/null || true
        wait "$daemon" 2>/dev/null || true
    fi
    [ ! -e "$dir/mail/env" ] || "${as_root[@]}" scripts/mail-servers.sh stop "$dir/mail" || true
    "${as_root[@]}" rm -rf "$dir"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
while port_answers "$port"; do port=$((port + 1)); done

echo "Starting a private Dovecot and Postfix …"
"${as_root[@]}" scripts/mail-servers.sh start "$dir/mail" --port auto >"$dir/mail-env"
# shellcheck source=/dev/null # MAIL_*: written by the line above
set -a
. "$dir/mail-env"
set +a

mkdir -m 700 "$dir/data"
printf '%s' "$MAIL_PASSWORD" >"$dir/mail-password"
chmod 600 "$dir/mail-password"
cat >"$dir/tally.json5" <<CONF
{
  site: { name: "Acme IT", url: "http://127.0.0.1:$port", timeZone: "Europe/Berlin" },
  dataDirectory: "$dir/data",
  database: "sqlite:$dir/data/tally.db",
  templates: "$PWD/templates",
  mailboxes: [ {
    name: "support", address: "support@$MAIL_DOMAIN", replyAddress: "support+{token}@$MAIL_DOMAIN",
    imap: { url: "imaps://$MAIL_HOST:$MAIL_IMAPS_PORT", user: "support", password: { file: "$dir/mail-password" },
            security: "tls", caFile: "$MAIL_CA" },
  } ],
  smtp: { url: "smtp://$MAIL_HOST:$MAIL_SUBMISSION_PORT", user: "support", password: { file: "$dir/mail-password" },
          security: "starttls", caFile: "$MAIL_CA", from: "Acme IT <support@$MAIL_DOMAIN>" },
  http: { listen: "127.0.0.1:$port" },
  demo: true,
}
CONF

export TALLY_CONFIG=$dir/tally.json5
add_person() { # ROLE NAME MAILBOX
    echo "$password" | "$programs/tally-maild" user add --role "$1" --name "$2" --email "$3@$MAIL_DOMAIN" \
        --password-stdin >/dev/null
}
add_person admin "Ada Admin" admin
add_person staff "Sam Staff" sam
add_person staff "Tina Staff" tina
add_person employee "Alice Employee" alice
demo_address=demo@tickettally.com demo_password=demo_password_secure_2026
echo "$demo_password" | "$programs/tally-maild" user add --role admin --name "Demo" --email "$demo_address" \
    --password-stdin >/dev/null

echo "Starting the daemon …"
"$programs/tally-maild" serve 2>"$dir/daemon.log" &
daemon=$!

status=0
DEMO_DIR=$dir DEMO_URL=http://127.0.0.1:$port DEMO_PASSWORD=$password DEMO_DAEMON=$daemon \
    scripts/conversation.py || status=$?
if [ $status != 0 ]; then
    echo "The daemon's log, last lines:"
    tail -n 30 "$dir/daemon.log"
fi

cat <<TEXT

  Console   http://127.0.0.1:$port/
  Log-ins   admin@$MAIL_DOMAIN   sam@$MAIL_DOMAIN   tina@$MAIL_DOMAIN   alice@$MAIL_DOMAIN
  Password  $password
  Demo      $demo_address   $demo_password   (an admin)
  Mail      IMAP 127.0.0.1:$MAIL_IMAP_PORT, SMTP 127.0.0.1:$MAIL_SUBMISSION_PORT with STARTTLS; user alice, password $MAIL_PASSWORD
  Log       $dir/daemon.log
TEXT
[ -z "${DEMO_EXIT:-}" ] || exit $status
echo "Running until Ctrl-C."
wait "$daemon" || status=$?
die "the daemon ended with $status; its last lines: $(tail -n 5 "$dir/daemon.log")"

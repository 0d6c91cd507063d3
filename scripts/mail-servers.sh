#!/usr/bin/env bash
# A private mail system on 127.0.0.1 for the demo and the end-to-end tests: Dovecot (IMAP, LMTP) and Postfix (SMTP).
#
# Everything it reads and writes is under one directory; it touches nothing in /etc and /var and needs no systemd.
# Any number of them run side by side. It must be root, because Postfix's master process must be.
set -euo pipefail
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
# The servers' own users walk through folders that root makes here.
umask 022

usage() {
    cat <<'USAGE'
usage: mail-servers.sh COMMAND DIR [arguments]

  start DIR [--port BASE|auto] [--domain NAME] [--user NAME]...
        Make DIR if it is absent, start what is not running, return when every port answers.
        A second start keeps the mail, the ports and the certificates.
  stop DIR [imap|smtp]          stop both servers or one
  status DIR                    say what runs; exit 0 only when both do
  env DIR                       print the MAIL_* variables as shell assignments
  freeze DIR imap|smtp          make a server hang without closing a connection (SIGSTOP)
  thaw DIR imap|smtp            let it go on
  renumber DIR USER             give all mail of USER new UIDs under a new UIDVALIDITY (restarts Dovecot)
  logs DIR                      print the logs of both

Ports, from BASE (default 11143; auto takes five free neighbours):
  +0 IMAP, STARTTLS offered    +1 IMAPS
  +2 MX: mail to the local domain from anybody, STARTTLS offered
  +3 submission: STARTTLS, then AUTH, then any recipient    +4 the same over implicit TLS

Mailboxes: support, alice, bob (employees), sam, tina (staff), admin, outside, and each --user; the password of all is
"secret". The log-in is the name or the address NAME@DOMAIN (default acme.example). NAME+anything@DOMAIN arrives at NAME
and Delivered-To keeps the whole address; anything@outside.example and anything@tickettally.com (the demo account's
domain) arrives at outside. These recipients never take mail:
  reject@DOMAIN 550 5.7.1    full@DOMAIN 552 5.2.2    tempfail@DOMAIN 450 4.2.0    an unknown name 550 5.1.1
  anything@unreachable.example is taken and stays deferred in the queue
  gone@outside.example is taken, and returned to its sender (5.1.1)
Mail to anything@piped.example goes to a program (pipe(8), flags DORq): into DIR/pipe/N.mail, until DIR/pipe/N.code has
the exit code that it is to end with.

TLS: DIR/tls/ca.pem signed the servers' certificate (localhost, 127.0.0.1, mail.DOMAIN); DIR/tls/wrong-ca.pem did not.
USAGE
}

die() {
    echo "mail-servers: $*" >&2
    exit 1
}

# --- What runs ----------------------------------------------------------------------------------------------------------

# Whether process $1 runs. One that has ended and that nobody waits for, as in a container without an init, does not.
runs() { grep -qs '^State:[[:space:]]*[^ZX]' "/proc/$1/status"; }

# Prints the process id in file $1 if that process runs and is the program $2.
living_pid() {
    local pid
    [ -s "$1" ] || return 1
    pid=$(tr -dc 0-9 <"$1")
    [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ] && runs "$pid" || return 1
    echo "$pid"
}

pid_of() { # imap|smtp
    case "$1" in
        imap) living_pid "$dir/run/dovecot/master.pid" dovecot ;;
        smtp) living_pid "$dir/spool/pid/master.pid" master ;;
        *) die "which server: imap or smtp?" ;;
    esac
}

# Prints process $1 and everything below it.
process_tree() {
    local child
    echo "$1"
    for child in $(cat /proc/"$1"/task/*/children 2>/dev/null); do process_tree "$child"; done
}

# Prints when process $1 began, which tells it apart from a later one with the same number.
born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

status() {
    local server pid all=0
    for server in imap smtp; do
        if pid=$(pid_of $server); then echo "$server: running, pid $pid"; else
            echo "$server: down"
            all=1
        fi
    done
    return $all
}

# --- What is written once -----------------------------------------------------------------------------------------------

choose_ports() { # BASE|auto
    local attempt offset base=$1
    for ((attempt = 0; attempt < 50; attempt++)); do
        # Below the range from which the kernel takes the ports of outgoing connections.
        [ "$1" != auto ] || base=$((20000 + RANDOM % 1500 * 8))
        for offset in 0 1 2 3 4; do port_answers $((base + offset)) && break; done || { port=$base; return 0; }
        [ "$1" = auto ] || die "port $((base + offset)) is taken; choose another --port, or --port auto"
    done
    die "no five free ports found"
}

write_certificates() {
    local authority key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256)
    mkdir -p "$dir/tls"
    for authority in ca wrong-ca; do
        openssl req -x509 "${key[@]}" -days 3650 -subj "/CN=mail-servers $authority" \
            -keyout "$dir/tls/$authority.key" -out "$dir/tls/$authority.pem" \
            -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
    done
    openssl req "${key[@]}" -subj "/CN=mail.$domain" -keyout "$dir/tls/server.key" -out "$dir/tls/server.csr" 2>/dev/null
    printf '%s\n' "subjectAltName=DNS:localhost,DNS:mail.$domain,IP:127.0.0.1" extendedKeyUsage=serverAuth \
        basicConstraints=CA:FALSE >"$dir/tls/extensions"
    openssl x509 -req -in "$dir/tls/server.csr" -CA "$dir/tls/ca.pem" -CAkey "$dir/tls/ca.key" -set_serial 2 \
        -days 3650 -sha256 -extfile "$dir/tls/extensions" -out "$dir/tls/server.crt" 2>/dev/null
    chmod 600 "$dir"/tls/*.key
}

write_dovecot() {
    local name
    mkdir -p "$dir/home" "$dir/state"
    chown mail:mail "$dir/home"
    for name in "${users[@]}"; do
        echo "$name:{PLAIN}$password:$(id -u mail):$(id -g mail)::$dir/home/$name::"
    done >"$dir/users"
    chown root:dovecot "$dir/users"
    chmod 640 "$dir/users"
    cat >"$dir/dovecot.conf" <<CONF
base_dir = $dir/run/dovecot
state_dir = $dir/state
log_path = $dir/log/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:~/Maildir
recipient_delimiter = +
auth_mechanisms = plain login
auth_username_format = %Ln
auth_failure_delay = 0
disable_plaintext_auth = no
ssl = yes
ssl_cert = <$dir/tls/server.crt
ssl_key = <$dir/tls/server.key
passdb {
  driver = passwd-file
  args = $dir/users
}
userdb {
  driver = passwd-file
  args = $dir/users
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  inet_listener imap {
    port = $port
  }
  inet_listener imaps {
    port = $((port + 1))
  }
}
service lmtp {
  unix_listener lmtp {
    mode = 0666
  }
}
service auth {
  unix_listener sasl {
    mode = 0666
  }
}
# A log-in that fails must not slow down the next one from the same address.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
CONF
}

write_postfix() {
    local postfix=$dir/postfix name
    local submission="-o smtpd_sasl_auth_enable=yes -o smtpd_tls_auth_only=yes"
    submission+=" -o smtpd_client_restrictions=permit_sasl_authenticated,reject"
    mkdir -p "$postfix" "$dir/spool" "$dir/postfix-data"
    chown postfix "$dir/postfix-data"
    for name in "${users[@]}"; do echo "$name@$domain present"; done >"$postfix/mailboxes"
    cat >"$postfix/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $dir/spool
data_directory = $dir/postfix-data
maillog_file = $dir/log/postfix.log
maillog_file_prefixes = $dir/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.$domain
myorigin = $domain
mydestination =
# No client is trusted for its address alone.
mynetworks = 192.0.2.1/32
alias_maps =
alias_database =
local_transport = error:5.1.1 no local users here
local_recipient_maps =
recipient_delimiter = +
virtual_mailbox_domains = $domain
virtual_mailbox_maps = texthash:$postfix/mailboxes
virtual_alias_domains = outside.example tickettally.com
virtual_alias_maps = inline:{ { gone@outside.example = nobody@$domain }, { @outside.example = outside@$domain }, { @tickettally.com = outside@$domain } }
virtual_transport = lmtp:unix:$dir/run/dovecot/lmtp
# One recipient per delivery, so that each copy says whose it is (Dovecot writes Delivered-To).
lmtp_destination_recipient_limit = 1
default_transport = error:5.1.2 these servers do not route mail outside
transport_maps = inline:{ { unreachable.example = smtp:[127.0.0.1]:9 }, { piped.example = tally: } }
relay_domains = unreachable.example piped.example
tally_destination_recipient_limit = 1
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
smtpd_helo_required = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{ { reject@$domain = 550 5.7.1 not wanted here }, { full@$domain = 552 5.2.2 mailbox full }, { tempfail@$domain = 450 4.2.0 try again later } }
smtpd_sasl_type = dovecot
smtpd_sasl_path = unix:$dir/run/dovecot/sasl
smtpd_tls_cert_file = $dir/tls/server.crt
smtpd_tls_key_file = $dir/tls/server.key
smtpd_tls_security_level = may
message_size_limit = 62914560
mailbox_size_limit = 0
virtual_mailbox_limit = 0
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
smtpd_client_event_limit_exceptions = 127.0.0.0/8
in_flow_delay = 0
queue_run_delay = 5s
minimal_backoff_time = 5s
maximal_backoff_time = 30s
CONF
    cat >"$postfix/master.cf" <<CONF
127.0.0.1:$((port + 2)) inet n - n - - smtpd
127.0.0.1:$((port + 3)) inet n - n - - smtpd $submission
127.0.0.1:$((port + 4)) inet n - n - - smtpd -o smtpd_tls_wrappermode=yes $submission
cleanup   unix       n - n - 0 cleanup
qmgr      unix       n - n 300 1 qmgr
tlsmgr    unix       - - n 1000? 1 tlsmgr
rewrite   unix       - - n - - trivial-rewrite
bounce    unix       - - n - 0 bounce
defer     unix       - - n - 0 bounce
trace     unix       - - n - 0 bounce
verify    unix       - - n - 1 verify
flush     unix       n - n 1000? 0 flush
proxymap  unix       - - n - - proxymap
proxywrite unix      - - n - 1 proxymap
smtp      unix       - - n - - smtp
showq     unix       n - n - - showq
error     unix       - - n - - error
retry     unix       - - n - - error
lmtp      unix       - - n - - lmtp
anvil     unix       - - n - 1 anvil
pickup    unix       n - n 60 1 pickup
postlog   unix-dgram n - n - 1 postlogd
tally     unix       - n n - 1 pipe flags=DORq user=mail argv=$dir/deliver
CONF
}

# A program that Postfix hands mail to must not be root, and what is played here may be: it answers through files.
write_program() {
    mkdir -p "$dir/pipe"
    chmod 777 "$dir/pipe"
    cat >"$dir/deliver" <<PROGRAM
#!/bin/sh
here=$dir/pipe/\$\$
umask 022
cat >\$here.part && mv \$here.part \$here.mail || exit 75
until [ -s \$here.code ]; do sleep 0.1; done
code=\$(cat \$here.code)
rm \$here.*
exit \$code
PROGRAM
    chmod 755 "$dir/deliver"
}

write_environment() {
    cat >"$dir/env" <<CONF
MAIL_DIR=$dir
MAIL_HOST=localhost
MAIL_DOMAIN=$domain
MAIL_PASSWORD=$password
MAIL_CA=$dir/tls/ca.pem
MAIL_WRONG_CA=$dir/tls/wrong-ca.pem
MAIL_IMAP_PORT=$port
MAIL_IMAPS_PORT=$((port + 1))
MAIL_MX_PORT=$((port + 2))
MAIL_SUBMISSION_PORT=$((port + 3))
MAIL_SMTPS_PORT=$((port + 4))
CONF
}

# --- Commands -----------------------------------------------------------------------------------------------------------

require_programs() {
    local program
    [ "$(id -u)" = 0 ] || die "must be root, because Postfix must be; try: sudo $0 ..."
    for program in dovecot doveadm postfix openssl setsid; do
        command -v $program >/dev/null || die "$program is missing; run: make deps"
    done
    [ -x /usr/lib/dovecot/lmtp ] || die "dovecot-lmtpd is missing; run: make deps"
}

# The servers drop root early, so every directory above theirs must be searchable by others.
require_searchable() {
    local above=$dir
    chmod 755 "$dir"
    while [ "$above" != / ]; do
        case $(stat -c %A "$above") in *[xt]) ;; *) die "$above cannot be searched by other users (chmod o+x)" ;; esac
        above=$(dirname "$above")
    done
}

# Becomes a server; to be called in the background. A server outlives the caller, so it must not hold whatever files and
# pipes the caller has left open.
become() { # imap|smtp
    local descriptor
    for descriptor in /proc/"$BASHPID"/fd/*; do
        descriptor=${descriptor##*/}
        [ "$descriptor" -le 2 ] || eval "exec $descriptor>&-"
    done
    case "$1" in
        imap) exec setsid dovecot -F -c "$dir/dovecot.conf" </dev/null >>"$dir/log/dovecot.stderr" 2>&1 ;;
        smtp) exec setsid postfix -c "$dir/postfix" start-fg </dev/null >>"$dir/log/postfix.stderr" 2>&1 ;;
    esac
}

all_ports_answer() {
    local offset
    for offset in 0 1 2 3 4; do port_answers $((port + offset)) || return 1; done
    status >/dev/null
}

start() {
    local wanted=11143 tries server
    domain=acme.example password=secret
    users=(support alice bob sam tina admin outside)
    while [ $# -gt 0 ]; do
        [ $# -ge 2 ] || die "$1 needs a value"
        case "$1" in
            --port) wanted=$2 ;;
            --domain) domain=$2 ;;
            --user)
                case "$2" in *[!a-z0-9._-]* | '') die "a mailbox name has only a-z 0-9 . _ -: '$2'" ;; esac
                users+=("$2")
                ;;
            *) die "unknown option $1" ;;
        esac
        shift 2
    done
    require_programs
    require_searchable
    if [ -s "$dir/env" ]; then
        port=$(sed -n 's/^MAIL_IMAP_PORT=//p' "$dir/env")
    else
        mkdir -p "$dir/log" "$dir/run/dovecot"
        choose_ports "$wanted"
        write_certificates
        write_dovecot
        write_postfix
        write_program
        write_environment
    fi
    for server in imap smtp; do
        if ! pid_of $server >/dev/null; then become $server & fi
    done
    for ((tries = 0; tries < 300; tries++)); do
        all_ports_answer && return 0
        sleep 0.1
    done
    tail -n 20 "$dir"/log/* >&2 || true
    stop >/dev/null || true
    die "the servers did not come up within 30 s"
}

# Ends a server and, after five seconds, whatever is left of it and of nothing else.
stop_server() { # imap|smtp
    local main pid tries family=()
    main=$(pid_of "$1") || return 0
    for pid in $(process_tree "$main"); do family+=("$pid:$(born "$pid")"); done
    kill -CONT "${family[@]%%:*}" 2>/dev/null || true
    kill -TERM "$main" 2>/dev/null || true
    for ((tries = 0; tries < 50; tries++)); do
        runs "$main" || break
        sleep 0.1
    done
    for pid in "${family[@]}"; do
        if [ -n "${pid#*:}" ] && [ "$(born "${pid%%:*}")" = "${pid#*:}" ]; then
            kill -KILL "${pid%%:*}" 2>/dev/null || true
        fi
    done
}

stop() { # [imap|smtp]
    local server
    for server in ${1:-smtp imap}; do stop_server "$server"; done
}

renumber() { # USER
    [ -d "$dir/home/$1/Maildir" ] || die "$1 has no mail yet"
    stop_server imap
    # The file dovecot-uidvalidity stays: it makes the next UIDVALIDITY greater than every one before.
    find "$dir/home/$1/Maildir" \( -name dovecot-uidlist -o -name 'dovecot.index*' \) -delete
    start
}

signal() { # STOP|CONT imap|smtp
    local main
    main=$(pid_of "${2:-}") || die "it does not run"
    # shellcheck disable=SC2046 # one word for each process
    kill "-$1" $(process_tree "$main")
}

case "${1:-}" in -h | --help | help) usage && exit 0 ;; esac
[ $# -ge 2 ] || { usage >&2; exit 64; }
command=$1
[ "$command" != start ] || mkdir -p "$2"
dir=$(cd "$2" 2>/dev/null && pwd -P) || die "no such directory: $2"
shift 2
[ ${#dir} -le 70 ] || die "the path is too long for UNIX sockets: $dir"
case "$dir" in
    *[!A-Za-z0-9/._-]*) die "the path has characters that the configuration files cannot hold: $dir" ;;
    / | /etc* | /usr* | /var/lib | /var/spool*) die "will not write into $dir" ;;
esac
[ "$command" = start ] || [ -s "$dir/env" ] || die "$dir was not made by $0"

case "$command" in
    start) start "$@" && cat "$dir/env" ;;
    stop) stop "$@" ;;
    status) status ;;
    env) cat "$dir/env" ;;
    freeze) signal STOP "$@" ;;
    thaw) signal CONT "$@" ;;
    renumber) renumber "${1:?a mailbox name}" ;;
    logs) cat "$dir"/log/* ;;
    *) usage >&2 && exit 64 ;;
esac

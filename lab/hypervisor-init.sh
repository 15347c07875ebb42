#!/bin/sh
# First process of a private hypervisor: it gives the host its own name, its own /run and its own libvirt folders,
# keeps libvirtd running, and outlives it, because with the first process of a process namespace every guest ends.
# Arguments: host name, folder of the host, kvm or no-kvm, the cloud's folder or -, folders in there that the host sees.
# A file /run/hold keeps libvirtd down (tests use it).
set -u
# Whoever started this writes it down first, and then says so (go-ahead.mjs).
read -r word && [ "$word" = go ] || exit 0
exec < /dev/null
name=$1
folder=$2
kvm=$3
hidden=$4
shift 4
hostname "$name"
mount --make-rprivate /
mount -t sysfs sysfs /sys 2> /dev/null
resolver=$(readlink -f /etc/resolv.conf)
names=$(cat "$resolver" 2> /dev/null)
mount -t tmpfs -o mode=755 tmpfs /run || exit 1
case "$resolver" in
  /run/*) mkdir -p "${resolver%/*}" && printf '%s\n' "$names" > "$resolver" ;;
esac
mkdir -p /run/libvirt /run/lock
# A start of this host is to it what a boot is to a machine.
cat /proc/sys/kernel/random/uuid > /run/stratus-boot-id
for pair in etc:/etc/libvirt var-lib:/var/lib/libvirt var-cache:/var/cache/libvirt log:/var/log/libvirt; do
  mkdir -p "${pair#*:}"
  mount --bind "$folder/${pair%%:*}" "${pair#*:}" || exit 1
done
# Other hosts' disks and the cloud's secrets are not this host's: of the cloud's folder it sees what is named, to read.
if [ "$hidden" != - ]; then
  number=0
  for view in "$@"; do
    number=$((number + 1))
    mkdir -p "/run/views/$number" && mount --bind "$view" "/run/views/$number" || exit 1
  done
  mount -t tmpfs -o mode=711,size=1m tmpfs "$hidden" || exit 1
  number=0
  for view in "$@"; do
    number=$((number + 1))
    mkdir -p "$view" && mount --move "/run/views/$number" "$view" || exit 1
    mount -o remount,bind,ro "$view" || exit 1
  done
  mount -o remount,ro "$hidden" || exit 1
fi
# KVM that was not proven is hidden: libvirt would try it at every definition of a machine, for seconds each time.
if [ "$kvm" = no-kvm ] && [ -e /dev/kvm ]; then
  : > /run/no-kvm && chmod 0 /run/no-kvm && mount --bind /run/no-kvm /dev/kvm
fi
# Frames between guests are the filter's business, not that of this machine's packet rules.
for call in /proc/sys/net/bridge/bridge-nf-call-*; do
  [ ! -w "$call" ] || echo 0 > "$call"
done
ip link set lo up
cd /
daemon=
trap 'trap - TERM; [ -z "$daemon" ] || kill "$daemon"; exit 0' TERM
while :; do
  if [ ! -e /run/hold ]; then
    rm -f /run/libvirtd.pid
    /usr/sbin/libvirtd --pid-file /run/libvirtd.pid &
    daemon=$!
    wait "$daemon"
  fi
  sleep 0.2
done

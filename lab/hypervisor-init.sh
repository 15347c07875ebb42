#!/bin/sh
# First process of a private hypervisor: it gives the host its own name, its own /run and its own libvirt folders,
# keeps libvirtd running, and outlives it, because with the first process of a process namespace every guest ends.
# Arguments: host name, folder of the host, kvm or no-kvm. A file /run/hold keeps libvirtd down (tests use it).
set -u
name=$1
folder=$2
kvm=$3
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
for pair in etc:/etc/libvirt var-lib:/var/lib/libvirt var-cache:/var/cache/libvirt log:/var/log/libvirt; do
  mkdir -p "${pair#*:}"
  mount --bind "$folder/${pair%%:*}" "${pair#*:}" || exit 1
done
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

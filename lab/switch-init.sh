#!/bin/sh
# First process of a switch: it holds the namespaces in which the bridge between the hosts is, and does nothing else.
# Argument: the name of the switch.
set -u
# Whoever started this writes it down first, and then says so (go-ahead.mjs).
read -r word && [ "$word" = go ] || exit 0
exec < /dev/null
hostname "$1"
mount --make-rprivate /
mount -t sysfs sysfs /sys 2> /dev/null
# The switch forwards frames and takes part in nothing: no address, no packet rules.
for off in /proc/sys/net/bridge/bridge-nf-call-*; do
  [ ! -w "$off" ] || echo 0 > "$off"
done
for off in /proc/sys/net/ipv6/conf/all/disable_ipv6 /proc/sys/net/ipv6/conf/default/disable_ipv6; do
  [ ! -w "$off" ] || echo 1 > "$off"
done
ip link set lo up
cd /
trap 'exit 0' TERM
while :; do
  sleep 86400 &
  wait $!
done

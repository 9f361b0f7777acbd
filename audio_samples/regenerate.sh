#!/bin/sh
# Speaks every text of every *.voice.yaml again with espeak-ng (Debian: espeak-ng, sox) into 16 kHz mono FLAC.
# Usage: audio_samples/regenerate.sh [VOICE] [WORDS_PER_MINUTE]
set -eu
voice=${1:-fr+m3}
rate=${2:-145}
cd "$(dirname "$0")"
for script in */*.voice.yaml; do
    folder=$(dirname "$script")
    sed -n 's/.*audio: *\([^,]*\), *text: *"\(.*\)".*/\1\t\2/p' "$script" | while IFS="$(printf '\t')" read -r file text; do
        espeak-ng -v "$voice" -s "$rate" --stdout "$text" | sox -t wav - -r 16000 -c 1 -b 16 "$folder/$file"
        echo "$folder/$file: $text"
    done
done

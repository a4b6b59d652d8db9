#!/usr/bin/env bash
# Installs the Debian packages that tests and oracles use: Python with its reference libraries, readers of
# medical images, an archive that speaks DICOMweb, and a browser.
# Says so and goes on where it cannot (no apt, not root): tests that need a missing one skip with a reason.
set -euo pipefail

packages=(
  python3-numpy python3-scipy python3-sklearn python3-skimage
  python3-torch libopenblas0-pthread # without this OpenBLAS, PyTorch's matrix products are ten times too slow
  python3-onnx
  python3-pydicom python3-gdcm python3-pil python3-nibabel python3-h5py python3-tifffile
  bart dcmtk libopenjp2-tools
  orthanc orthanc-dicomweb
  chromium
)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done

if [[ ${#missing[@]} -eq 0 ]]; then
  echo 'Everything is installed already.'
elif ! command -v apt-get >/dev/null; then
  echo "Skipped: no apt-get here. Without these, some tests skip: ${missing[*]}"
elif [[ $(id -u) -ne 0 ]]; then
  echo "Skipped: not root. To install what is missing: sudo apt-get install ${missing[*]}"
else
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q -o Acquire::Retries=5 update
  apt-get -q -o Acquire::Retries=5 install --yes --no-install-recommends "${missing[@]}"
fi

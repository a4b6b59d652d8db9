"""What pydicom, through gdcm where compressed, makes of the real DICOM files: summaries of the decoded values."""
import warnings

import pydicom
from summaries import summary
from dicom_values import values
from shared_data import tell

warnings.simplefilter("ignore")

LOSSY_JPEG = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51")

# Files that neither pydicom nor gdcm decodes here, and the one that holds the same image.
SAME = {name: "liver" for name in ("liver_deflate", "liver_j2k", "liver_rle")}
SAME |= {"emri_small_jpeg_2k_lossless_too_short": "emri_small"}
SAME |= {f"liver_nonbyte_aligned_{kind}": "liver_nonbyte_aligned" for kind in ("deflate", "j2k", "rle")}

# Of this one pydicom gives noise: a part of its codestream's header was overwritten.
OVERWRITTEN = ("JPEG2000-embedded-sequence-delimiter",)


def described(path):
    if path.stem in OVERWRITTEN:
        return {"refused": "overwritten"}
    same = path.with_name(SAME[path.stem] + path.suffix) if path.stem in SAME else path
    ds = pydicom.dcmread(same)
    if not any(name in ds for name in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        return None
    lossy = ds.file_meta.TransferSyntaxUID in LOSSY_JPEG
    array = values(ds)
    if ds.get("NumberOfFrames") == 1 and array.ndim == 3 and array.shape[-1] != 3:
        array = array[0]
    result = summary(array)
    if lossy:
        flat = array.reshape(-1)
        step = max(1, flat.size // 500)
        result |= {"step": step, "sampled": flat[::step].tolist()}
        del result["sha256"]
    return result


def everything(folder):
    files = {}
    for path in sorted([*folder.glob("dicom/*/*.dcm"), *folder.glob("dicom_series/*/*")]):
        try:
            files[str(path.relative_to(folder))] = described(path)
        except Exception as error:
            files[str(path.relative_to(folder))] = {"refused": type(error).__name__}
    return files


tell(everything)

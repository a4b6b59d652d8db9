/**
 * Proton density, T₁, T₂ and T₂* in ms at 1.5 T.
 *
 * Brain, its surroundings and skin: Kwan, Evans and Pike, IEEE Trans. Med. Imaging 18:1085 (1999) (BrainWeb); deep gray
 * matter between its gray and white; thalamus and putamen: Wansapura et al., J. Magn. Reson. Imaging 9:531 (1999).
 * Abdomen: de Bazelaire et al., Radiology 230:652 (2004). Knee: Gold et al., Am. J. Roentgenol. 183:343 (2004).
 * Proton densities outside the brain and what is ill are typical values, not measurements.
 */
import type { Relaxation } from '../../simulation/signal.ts';

function tissue(protonDensity: number, t1Ms: number, t2Ms: number, t2StarMs: number): Required<Relaxation> {
  return { protonDensity, t1Ms, t2Ms, t2StarMs };
}

/** The tissues that phantoms are made of. */
export const tissues = {
  air: tissue(0, 1, 1, 1),
  'gray matter': tissue(0.86, 833, 83, 69),
  'white matter': tissue(0.77, 500, 70, 61),
  'cerebrospinal fluid': tissue(1, 2569, 329, 58),
  striatum: tissue(0.83, 760, 78, 60),
  thalamus: tissue(0.81, 690, 77, 60),
  pallidum: tissue(0.79, 620, 66, 42),
  'choroid plexus': tissue(0.9, 1100, 150, 60),
  meninges: tissue(0.7, 900, 60, 30),
  skin: tissue(0.75, 700, 40, 25),
  fat: tissue(0.9, 343, 58, 40),
  muscle: tissue(0.8, 900, 47, 30),
  'cortical bone': tissue(0.06, 250, 2, 1),
  marrow: tissue(0.75, 400, 55, 20),
  'flowing blood': tissue(0.08, 1400, 60, 40),
  blood: tissue(0.95, 1441, 290, 150),
  'white matter lesion': tissue(0.9, 1050, 160, 100),
  edema: tissue(0.88, 950, 135, 90),
  tumor: tissue(0.9, 1150, 125, 80),
  necrosis: tissue(0.97, 2000, 250, 150),
  liver: tissue(0.78, 586, 46, 25),
  spleen: tissue(0.85, 1057, 79, 45),
  pancreas: tissue(0.82, 584, 46, 28),
  'renal cortex': tissue(0.86, 966, 87, 50),
  'renal medulla': tissue(0.9, 1412, 85, 50),
  'bowel wall': tissue(0.8, 900, 60, 35),
  'bowel content': tissue(0.85, 1100, 110, 30),
  cyst: tissue(1, 2500, 400, 250),
  'marrow of vertebrae': tissue(0.7, 549, 49, 15),
  disc: tissue(0.8, 900, 85, 45),
  'marrow of the knee': tissue(0.9, 288, 165, 45),
  'fat of the knee': tissue(0.9, 288, 165, 50),
  'muscle of the knee': tissue(0.8, 1130, 35, 25),
  cartilage: tissue(0.85, 1060, 42, 25),
  'joint fluid': tissue(1, 2850, 1210, 300),
  tendon: tissue(0.25, 400, 6, 3),
} as const satisfies Record<string, Relaxation>;

/** A tissue by name. */
export type Tissue = keyof typeof tissues;

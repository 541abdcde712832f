package dev.medley.world;

import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import java.util.Locale;

/**
 * Fictitious people, places, institutions, companies and telephone numbers, each by an index: the
 * same index has the same name always. Where a name is said to be unique, no two indexes share one.
 * Places and companies are made of syllables and are none that exist. Nobody is called Smith or
 * Jones, so a scenario may give those names to those whom its story needs.
 *
 * <p>A name costs a string; keep it with its entity and don't make it a row.
 */
public final class Names {

  /** Sex as the tables write it. */
  public enum Sex {
    F,
    M
  }

  private static final String[] FEMALE = {
    "Abigail", "Adriana", "Aisha", "Alice", "Amara", "Amelia", "Anika", "Anita", "Beatriz",
        "Bianca",
    "Camila", "Carmen", "Caroline", "Chloe", "Clara", "Daniela", "Deborah", "Denise", "Diana",
        "Elena",
    "Eliza", "Emily", "Esther", "Eva", "Fatima", "Fiona", "Gloria", "Grace", "Hannah", "Helen",
    "Imani", "Ingrid", "Irene", "Isabel", "Jasmine", "Joanna", "Judith", "Julia", "Karen", "Keisha",
    "Laura", "Leah", "Lena", "Lillian", "Lucia", "Mai", "Margaret", "Mariam", "Marta", "Mei",
    "Miriam", "Monica", "Nadia", "Naomi", "Nina", "Nora", "Olivia", "Paula", "Priya", "Rachel",
    "Renata", "Rosa", "Ruth", "Sandra", "Sara", "Simone", "Sofia", "Susan", "Tamara", "Teresa",
    "Thanh", "Valerie", "Vera", "Wendy", "Yasmin", "Yolanda", "Yuki", "Zoe"
  };
  private static final String[] MALE = {
    "Aaron", "Adam", "Ahmed", "Alan", "Alejandro", "Andre", "Anthony", "Arjun", "Benjamin", "Brian",
    "Bruno", "Calvin", "Carlos", "Cedric", "Cesar", "Chen", "Daniel", "Darius", "David", "Diego",
    "Dmitri", "Edward", "Elias", "Emil", "Eric", "Ernesto", "Felix", "Francis", "Gabriel", "George",
    "Gerald", "Hassan", "Hector", "Henry", "Hugo", "Ian", "Isaac", "Ivan", "Jamal", "Javier",
    "Jerome", "Joel", "Jonas", "Jorge", "Joseph", "Karl", "Kenji", "Kevin", "Lars", "Leon",
    "Leonard", "Louis", "Luis", "Malik", "Marcus", "Martin", "Mateo", "Michael", "Minh", "Nathan",
    "Nikhil", "Oscar", "Owen", "Patrick", "Paul", "Peter", "Rafael", "Rajiv", "Raymond", "Robert",
    "Samuel", "Stefan", "Thomas", "Victor", "Vincent", "Walter", "Xavier", "Yusuf"
  };
  private static final String[] LAST = {
    "Abbott",
    "Acosta",
    "Adeyemi",
    "Aguilar",
    "Ahmed",
    "Albrecht",
    "Alvarez",
    "Andersen",
    "Aoki",
    "Archer",
    "Bailey",
    "Banerjee",
    "Barlow",
    "Bauer",
    "Becker",
    "Bell",
    "Bennett",
    "Bergman",
    "Bianchi",
    "Bishop",
    "Blake",
    "Bondar",
    "Bowen",
    "Brandt",
    "Brooks",
    "Bui",
    "Burke",
    "Cabrera",
    "Calloway",
    "Campos",
    "Carlson",
    "Carver",
    "Castillo",
    "Chan",
    "Chaudhry",
    "Cho",
    "Clarke",
    "Coleman",
    "Cordova",
    "Costa",
    "Crane",
    "Cruz",
    "Dalton",
    "Danso",
    "Delgado",
    "Desai",
    "Diaz",
    "Dixon",
    "Dorsey",
    "Dubois",
    "Dunn",
    "Eaton",
    "Eklund",
    "Ellis",
    "Engel",
    "Espinoza",
    "Farah",
    "Farrell",
    "Fischer",
    "Fleming",
    "Flores",
    "Foster",
    "Fuentes",
    "Garner",
    "Gibbs",
    "Goldman",
    "Gomez",
    "Grant",
    "Greer",
    "Gupta",
    "Haddad",
    "Hale",
    "Hansen",
    "Harmon",
    "Hayes",
    "Herrera",
    "Hoang",
    "Holloway",
    "Hussain",
    "Ibarra",
    "Igwe",
    "Ito",
    "Jansen",
    "Jensen",
    "Joshi",
    "Kamara",
    "Kane",
    "Kapoor",
    "Keller",
    "Khan",
    "Kim",
    "Klein",
    "Kowalski",
    "Kumar",
    "Lam",
    "Lang",
    "Larsen",
    "Leblanc",
    "Levy",
    "Lindgren",
    "Lopez",
    "Lowe",
    "Lozano",
    "Maddox",
    "Malone",
    "Marsh",
    "Mbeki",
    "Medina",
    "Mehta",
    "Mendez",
    "Meyer",
    "Molina",
    "Morales",
    "Moreau",
    "Moss",
    "Murphy",
    "Nair",
    "Navarro",
    "Nguyen",
    "Nielsen",
    "Novak",
    "Nunez",
    "Obi",
    "Okafor",
    "Oliveira",
    "Olsen",
    "Ortega",
    "Osei",
    "Owens",
    "Pace",
    "Park",
    "Patel",
    "Pereira",
    "Petrov",
    "Pham",
    "Pierce",
    "Popescu",
    "Quinn",
    "Ramirez",
    "Rao",
    "Reyes",
    "Rhodes",
    "Rivera",
    "Romano",
    "Rossi",
    "Rowe",
    "Saito",
    "Salazar",
    "Sandoval",
    "Santos",
    "Sato",
    "Schwartz",
    "Shah",
    "Sharma",
    "Silva",
    "Singh",
    "Soto",
    "Stein",
    "Suarez",
    "Sutton",
    "Tanaka",
    "Tate",
    "Thorpe",
    "Torres",
    "Tran",
    "Trujillo",
    "Ueda",
    "Vance",
    "Vargas",
    "Vega",
    "Vogel",
    "Vu",
    "Walsh",
    "Weaver",
    "Weiss",
    "Whitaker",
    "Wolfe",
    "Wong",
    "Yamada",
    "Yang",
    "Yilmaz",
    "Zamora",
    "Zhang",
    "Zimmer"
  };

  /** First syllables of places that are on no map. */
  private static final String[] PLACE_HEADS = {
    "Almer", "Arbel", "Birrin", "Brannoch", "Caldrin", "Corrin", "Dovrey", "Dunnel", "Elvary",
        "Everin",
    "Fallin", "Farrin", "Garrow", "Glenor", "Hallow", "Harrin", "Iveral", "Jorran", "Kestrel",
        "Kinvar",
    "Larrow", "Linnet", "Marrow", "Merrin", "Norrow", "Oakrin", "Orrin", "Pellar", "Quarrel",
        "Quill",
    "Ravel", "Rowan", "Sarrow", "Selwin", "Tamber", "Torrin", "Ulver", "Veller", "Warrin", "Yarrel"
  };

  private static final String[] PLACE_TAILS = {
    "bourne", "brook", "croft", "dale", "field", "ford", "gate", "haven", "holt", "hurst", "leigh",
    "mere", "moor", "mouth", "shaw", "stead", "stow", "wick", "wold", "worth"
  };

  private static final String[] SECOND_WORDS = {
    "", " Heights", " Park", " Junction", " Springs", " Crossing"
  };

  private static final String[] HOSPITAL_KINDS = {
    "Regional Hospital",
    "General Hospital",
    "Community Hospital",
    "Medical Center",
    "Memorial Hospital"
  };

  private static final String[] CLINIC_KINDS = {
    "Family Clinic", "Health Center", "Medical Group", "Internal Medicine", "Care Clinic"
  };

  private static final String[] COMPANY_HEADS = {
    "Acru", "Belo", "Cando", "Dorva", "Elvo", "Fentra", "Gavo", "Hexi", "Inora", "Juvi", "Kelto",
    "Lusmo", "Mirva", "Nuxo", "Orvi", "Pravo", "Quenta", "Ruvo", "Selto", "Tevro", "Ustri", "Verdo",
    "Wexa", "Xylo", "Yento", "Zorva"
  };

  private static final String[] COMPANY_TAILS = {
    "bren", "cor", "dax", "fenn", "gard", "lane", "mont", "nair", "pell", "quist", "rell", "stane",
    "thex", "vance", "wyn", "zell"
  };

  private static final String[] COMPANY_KINDS = {
    "Health", "Pharma", "Medical", "Therapeutics", "Care Partners"
  };

  private static final String[] STREETS = {
    "Alder",
    "Ash",
    "Aspen",
    "Bay",
    "Beech",
    "Birch",
    "Bluff",
    "Bridge",
    "Canal",
    "Cedar",
    "Cherry",
    "Chestnut",
    "Church",
    "Clover",
    "Court",
    "Cypress",
    "Depot",
    "Dogwood",
    "Elm",
    "Fern",
    "Garden",
    "Granite",
    "Harbor",
    "Hazel",
    "Hickory",
    "Hill",
    "Holly",
    "Ivy",
    "Juniper",
    "Lake",
    "Laurel",
    "Linden",
    "Locust",
    "Main",
    "Maple",
    "Market",
    "Meadow",
    "Mill",
    "Oak",
    "Orchard",
    "Park",
    "Pearl",
    "Pine",
    "Pond",
    "Poplar",
    "Prairie",
    "Ridge",
    "River",
    "School",
    "Spring",
    "Spruce",
    "State",
    "Summit",
    "Sycamore",
    "Valley",
    "Vine",
    "Walnut",
    "Water",
    "Willow",
    "Wood"
  };

  private static final String[] STREET_KINDS = {"Street", "Avenue", "Road", "Lane", "Drive"};

  /** Area codes by census region; the numbers 555-0100 to 555-0199 belong to nobody in any. */
  private static final int[][] AREA_CODES = {
    {201, 212, 215, 315, 401, 413, 518, 603, 617, 716, 802, 860},
    {216, 217, 260, 312, 314, 402, 414, 515, 612, 616, 701, 785},
    {205, 210, 229, 305, 318, 405, 501, 615, 704, 713, 803, 804},
    {206, 208, 213, 303, 406, 503, 505, 602, 702, 707, 801, 916}
  };

  private static final long NPI_BODIES = 200_000_000L;

  /** Luhn sum of the prefix 80840 that an NPI is checked with. */
  private static final int NPI_PREFIX_SUM = 24;

  private static final long DEA_BODIES = 1_000_000L;

  private final Streams.Stream females;
  private final Streams.Stream males;
  private final Streams.Stream lasts;
  private final Streams.Stream houses;
  private final Streams.Stream phones;
  private final Permutation places;
  private final Permutation hospitals;
  private final Permutation clinics;
  private final Permutation companies;
  private final Permutation npis;

  public Names(Streams streams) {
    this.females = streams.named("names.female");
    this.males = streams.named("names.male");
    this.lasts = streams.named("names.last");
    this.houses = streams.named("names.street");
    this.phones = streams.named("names.phone");
    long key = streams.named("names.order").bits(0);
    long allPlaces = (long) PLACE_HEADS.length * PLACE_TAILS.length;
    this.places = Permutation.of(allPlaces, key);
    this.hospitals = Permutation.of(allPlaces * HOSPITAL_KINDS.length, key + 1);
    this.clinics = Permutation.of(allPlaces * CLINIC_KINDS.length, key + 2);
    this.companies =
        Permutation.of(
            (long) COMPANY_HEADS.length * COMPANY_TAILS.length * COMPANY_KINDS.length, key + 3);
    this.npis = Permutation.of(NPI_BODIES, key + 4);
  }

  public String firstName(long person, Sex sex) {
    return sex == Sex.F ? one(FEMALE, females.bits(person)) : one(MALE, males.bits(person));
  }

  /** First name of a person of whom the sex is not told. */
  public String firstName(long person) {
    return firstName(person, females.bits(person, 1) < 0 ? Sex.F : Sex.M);
  }

  public String lastName(long person) {
    return one(LAST, lasts.bits(person));
  }

  /** First and last name; {@code Dr.} and the like are the caller's. */
  public String person(long person) {
    return firstName(person) + " " + lastName(person);
  }

  /** A town; unique, with a second word when the 800 run out, then with a number. */
  public String place(long index) {
    long all = (long) PLACE_HEADS.length * PLACE_TAILS.length;
    long round = index / all;
    String name = placeAt(places.at(index % all));
    int second = (int) Math.min(round, SECOND_WORDS.length - 1);
    return name + SECOND_WORDS[second] + number(round - second);
  }

  /** A hospital; unique, with a number when the 4,000 run out. */
  public String hospital(long index) {
    return institution(hospitals, HOSPITAL_KINDS, index);
  }

  /** A clinic or practice; unique, with a number when the 4,000 run out. */
  public String clinic(long index) {
    return institution(clinics, CLINIC_KINDS, index);
  }

  /** A company, such as a payer or a maker; unique, with a number when the 2,080 run out. */
  public String company(long index) {
    long all = (long) COMPANY_HEADS.length * COMPANY_TAILS.length * COMPANY_KINDS.length;
    int at = (int) companies.at(index % all);
    int name = at / COMPANY_KINDS.length;
    return COMPANY_HEADS[name / COMPANY_TAILS.length]
        + COMPANY_TAILS[name % COMPANY_TAILS.length]
        + " "
        + COMPANY_KINDS[at % COMPANY_KINDS.length]
        + number(index / all);
  }

  /** House number and street; not unique. */
  public String street(long index) {
    long bits = houses.bits(index);
    int house = 1 + (int) Long.remainderUnsigned(bits >>> 32, 2_400);
    return house + " " + one(STREETS, bits) + " " + one(STREET_KINDS, Streams.mix(bits));
  }

  /**
   * A telephone number that rings nowhere, such as {@code 617-555-0142}: 1,200 a region, so many
   * share one.
   *
   * @param region 0 NORTHEAST, 1 MIDWEST, 2 SOUTH, 3 WEST
   */
  public String phone(long index, int region) {
    long bits = phones.bits(index);
    int[] areas = AREA_CODES[region];
    int area = areas[(int) Long.remainderUnsigned(bits >>> 32, areas.length)];
    int last = 100 + (int) Long.remainderUnsigned(bits & 0xffff_ffffL, 100);
    return area + "-555-0" + last;
  }

  /** An id of ten digits for a clinician: unique, in no order, and never a valid NPI. */
  public long clinicianId(long index) {
    return neverValidNpi(npis.at(index));
  }

  /**
   * Ten digits that look like a National Provider Identifier and whose check digit is always wrong;
   * one for each of 0 to 199,999,999.
   */
  public static long neverValidNpi(long index) {
    if (index < 0 || index >= NPI_BODIES) {
      throw new IllegalArgumentException("no id is left for the index " + index);
    }
    long body = 100_000_000L + index;
    int sum = NPI_PREFIX_SUM;
    long rest = body;
    for (int i = 0; i < 9; i++) {
      int digit = (int) (rest % 10);
      int doubled = 2 * digit;
      sum += i % 2 == 1 ? digit : doubled > 9 ? doubled - 9 : doubled;
      rest /= 10;
    }
    int right = (10 - sum % 10) % 10;
    return body * 10 + wrong(right, index);
  }

  /**
   * Two letters and seven digits that look like a DEA number and whose check digit is always wrong;
   * one for each of 0 to 999,999 and initial.
   *
   * @param lastName whose initial is the second letter
   */
  public static String neverValidDea(long index, String lastName) {
    if (index < 0 || index >= DEA_BODIES) {
      throw new IllegalArgumentException("no number is left for the index " + index);
    }
    String body = Long.toString(DEA_BODIES + index).substring(1);
    int odd = body.charAt(0) + body.charAt(2) + body.charAt(4) - 3 * '0';
    int even = body.charAt(1) + body.charAt(3) + body.charAt(5) - 3 * '0';
    int right = (odd + 2 * even) % 10;
    String initial = lastName.substring(0, 1).toUpperCase(Locale.ROOT);
    return "B" + initial + body + wrong(right, index);
  }

  private static int wrong(int right, long index) {
    return (right + 1 + (int) Long.remainderUnsigned(Streams.mix(index), 9)) % 10;
  }

  private static String institution(Permutation order, String[] kinds, long index) {
    long all = (long) PLACE_HEADS.length * PLACE_TAILS.length * kinds.length;
    long at = order.at(index % all);
    return placeAt(at / kinds.length)
        + " "
        + kinds[(int) (at % kinds.length)]
        + number(index / all);
  }

  private static String placeAt(long at) {
    return PLACE_HEADS[(int) (at / PLACE_TAILS.length)]
        + PLACE_TAILS[(int) (at % PLACE_TAILS.length)];
  }

  private static String number(long round) {
    return round == 0 ? "" : " " + (round + 1);
  }

  private static String one(String[] list, long bits) {
    return list[(int) Long.remainderUnsigned(bits, list.length)];
  }
}

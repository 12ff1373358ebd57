CREATE TABLE "vectors" (
	"county" text NOT NULL,
	"name" text NOT NULL,
	"vector" "bytea" NOT NULL,
	CONSTRAINT "vectors_county_name_pk" PRIMARY KEY("county","name")
);

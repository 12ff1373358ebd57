CREATE TABLE "usage" (
	"county" text NOT NULL,
	"what" text NOT NULL,
	"month" text NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "usage_county_what_month_pk" PRIMARY KEY("county","what","month")
);
